import type { DynamicCode } from "@kaviar/nn";
import type { PlaygroundChoices } from "./choices.ts";

/** A page of the playground to begin with. */
export interface Preset {
  readonly title: string;
  /** What there is to see, and why. */
  readonly says: string;
  readonly choices: Partial<PlaygroundChoices>;
  /** What the doctor says of those that fail. */
  readonly fails?: DynamicCode;
}

const layers = (units: readonly number[], activation: PlaygroundChoices["layers"][number]["activation"]) =>
  units.map((count) => ({ units: count, activation }));

/** Presets that work, then those that fail, each for a reason of its own. */
export const presets = {
  circle: {
    title: "One class around the other",
    says: "Each unit of the hidden layer draws one line; together they fence the middle in. Hold the pointer over a unit to see its own.",
    choices: { data: "circle", layers: layers([4], "tanh"), rate: 0.03 },
  },
  spiral: {
    title: "Two spirals",
    says: "Hard for small nets: two layers of eight wind along. With sin 4x and sin 4y as features it gets easier.",
    choices: { data: "spiral", noise: 0, rows: 500, test: 0.3, layers: layers([8, 8], "tanh"), rate: 0.02 },
  },
  hills: {
    title: "A value instead of classes",
    says: "The colour is the value foretold of each place: hills and hollows, learned by squared errors.",
    choices: { data: "hills", loss: "meanSquaredError", layers: layers([8, 8], "gelu"), rate: 0.01, noise: 0.05 },
  },
  "dying-relu": {
    title: "Dying ReLU",
    says: "The rate is far too high: the first steps push most units below 0 for every point, where the slope of ReLU is 0, so they never move again.",
    choices: { data: "circle", layers: layers([8, 8], "relu"), optimizer: "sgd", rate: 3 },
    fails: "dying-relu",
  },
  "vanishing-gradient": {
    title: "Vanishing gradient",
    says: "Each sigmoid passes a quarter of the gradient back at most: after six of them the first layers hear next to nothing.",
    choices: { data: "circle", layers: layers([8, 8, 8, 8, 8, 8], "sigmoid"), optimizer: "sgd", rate: 0.3 },
    fails: "vanishing-gradient",
  },
  "symmetric-units": {
    title: "All weights zero",
    says: "Units that begin alike get the same gradient and stay alike: eight of them are no more than one.",
    choices: { data: "circle", layers: layers([8], "tanh"), initializer: "zero" },
    fails: "symmetric-units",
  },
  saturation: {
    title: "Saturated units",
    says: "Weights that begin far too large push tanh to −1 and 1, where it is flat: the gradient is as good as 0 there.",
    choices: { data: "spiral", noise: 0, layers: layers([8, 8, 8], "tanh"), initializer: "tooLarge", optimizer: "sgd" },
    fails: "saturation",
  },
  underfitting: {
    title: "No hidden layer",
    says: "One line through the plane is all that a net without hidden units can draw, and no line parts these classes.",
    choices: { data: "xor", layers: [], rate: 0.03 },
    fails: "underfitting",
  },
  overfitting: {
    title: "Overfitting",
    says: "Few points, much noise, a large net: it fences each point in by itself, and the loss on points that it has not seen goes up.",
    choices: { data: "clouds", rows: 40, noise: 0.5, layers: layers([12, 12, 12], "relu"), rate: 0.02, batch: 10 },
    fails: "overfitting",
  },
  "rate-too-low": {
    title: "Rate too low",
    says: "It goes the right way, in steps so small that the run is over before it gets anywhere.",
    choices: { data: "circle", layers: layers([8, 8], "tanh"), optimizer: "sgd", rate: 0.0001, epochs: 300 },
    fails: "rate-too-low",
  },
  "rate-too-high": {
    title: "Rate too high",
    says: "Each step overshoots the valley and lands beyond it: the loss jumps about instead of falling.",
    choices: { data: "circle", layers: layers([8, 8], "tanh"), rate: 1 },
    fails: "rate-too-high",
  },
  "not-a-number": {
    title: "Numbers that are none",
    says: "Squared errors, a rate that is far too high: each step makes the error larger, until no number can hold it.",
    choices: { data: "hills", loss: "meanSquaredError", layers: layers([8, 8], "tanh"), optimizer: "sgd", rate: 3 },
    fails: "not-a-number",
  },
} satisfies Readonly<Record<string, Preset>>;
