import { between, type Choice, type Chosen, oneOf, whole } from "../../choices/choice.ts";
import { type OptimizerName, optimizerNames, optimizers } from "./optimizers.ts";

/** Those on which there is somewhere to go. */
export const grounds = ["valley", "rosenbrock", "saddle", "himmelblau", "beale", "plateau", "ripples"] as const;

/** The rate of each optimizer; 0 where it does not run. */
const rates = Object.fromEntries(
  optimizerNames.map((name) => [name, between(0, 100, optimizers[name].isUsual ? optimizers[name].rate : 0)]),
) as Readonly<Record<OptimizerName, Choice<number>>>;

/** All that can be chosen in the race. */
export const choices = {
  surface: oneOf(grounds, "valley"),
  ...rates,
  /** Where all start; where it is none, the surface's own start is taken. */
  x: between(-10, 10, Number.NaN),
  y: between(-10, 10, Number.NaN),
  beta: between(0, 0.99, 0.9),
  noise: between(0, 10, 0),
  steps: whole(10, 500, 200),
  seed: whole(0, 999, 0),
};

export type RaceChoices = Chosen<typeof choices>;

/** Those that run, in their order. */
export const racersOf = (chosen: RaceChoices): readonly OptimizerName[] =>
  optimizerNames.filter((name) => chosen[name] > 0);
