import { shortNumber as number, shortPair as pair } from "../../words/short-number.ts";
import { memories, type OptimizerName } from "./optimizers.ts";
import type { Moment, Pair } from "./race.ts";

/** What a step is made of. */
export interface StepNumbers {
  readonly rate: number;
  readonly beta: number;
  /** Counted from 1. */
  readonly step: number;
  readonly now: Moment;
  /** The step before; none at the first. */
  readonly before: Moment | undefined;
  /** Where it leads; unknown at the last. */
  readonly next: Moment | undefined;
}

/** A line of an update rule, as it is written and with its numbers. */
export interface Line {
  readonly rule: string;
  readonly numbers: string;
}

type Formula = (numbers: StepNumbers) => readonly Line[];

/** The update rule of each optimizer, with the numbers of a step filled in. */
const formulas: { readonly [Name in OptimizerName]: Formula } = {
  sgd: ({ rate, now, next }) => [
    { rule: "θ ← θ − ηg", numbers: `${pair(now.at)} − ${number(rate)}·${pair(now.gradient)}${leads(next)}` },
  ],
  momentum: ({ rate, beta, now, before, next }) => [
    average("v", "g", beta, before?.kept.velocity, now.gradient, now.kept.velocity!),
    { rule: "θ ← θ − ηv", numbers: `${pair(now.at)} − ${number(rate)}·${pair(now.kept.velocity!)}${leads(next)}` },
  ],
  nesterov: ({ rate, beta, now, before, next }) => [
    {
      rule: "v ← βv + ηg",
      numbers: `${number(beta)}·${pair(before?.kept.velocity ?? nothing)} + ${number(rate)}·${pair(now.gradient)} = ${pair(now.kept.velocity!)}`,
    },
    {
      rule: "θ ← θ − (βv + ηg)",
      numbers: `${pair(now.at)} − (${number(beta)}·${pair(now.kept.velocity!)} + ${number(rate)}·${pair(now.gradient)})${leads(next)}`,
    },
  ],
  adagrad: ({ rate, now, before, next }) => [
    {
      rule: "G ← G + g²",
      numbers: `${pair(before?.kept.total ?? nothing)} + ${pair(now.gradient)}² = ${pair(now.kept.total!)}`,
    },
    {
      rule: "θ ← θ − ηg/√(G + ε)",
      numbers: `${pair(now.at)} − ${number(rate)}·${pair(now.gradient)}/√${pair(now.kept.total!)}${leads(next)}`,
    },
  ],
  rmsprop: ({ rate, now, before, next }) => [
    average("E", "g²", memories.rmsprop, before?.kept.square, now.gradient, now.kept.square!),
    {
      rule: "θ ← θ − ηg/√(E + ε)",
      numbers: `${pair(now.at)} − ${number(rate)}·${pair(now.gradient)}/√${pair(now.kept.square!)}${leads(next)}`,
    },
  ],
  adam: ({ rate, step, now, before, next }) => {
    const [mean, square] = [now.kept.mean!, now.kept.square!];
    const corrected = (of: Pair, beta: number): Pair => [of[0] / (1 - beta ** step), of[1] / (1 - beta ** step)];
    const [m, v] = [corrected(mean, memories.adam1), corrected(square, memories.adam2)];
    return [
      average("m", "g", memories.adam1, before?.kept.mean, now.gradient, mean, "₁"),
      average("v", "g²", memories.adam2, before?.kept.square, now.gradient, square, "₂"),
      {
        rule: "m̂ = m/(1 − β₁ᵗ)",
        numbers: `${pair(mean)}/(1 − ${memories.adam1}^${step}) = ${pair(m)}`,
      },
      {
        rule: "v̂ = v/(1 − β₂ᵗ)",
        numbers: `${pair(square)}/(1 − ${memories.adam2}^${step}) = ${pair(v)}`,
      },
      {
        rule: "θ ← θ − ηm̂/(√v̂ + ε)",
        numbers: `${pair(now.at)} − ${number(rate)}·${pair(m)}/√${pair(v)}${leads(next)}`,
      },
    ];
  },
  lion: ({ rate, now, before, next }) => [
    {
      rule: "θ ← θ − η sign(β₁m + (1 − β₁)g)",
      numbers: `${pair(now.at)} − ${number(rate)}·sign(${mixed(memories.lion1, before?.kept.mean, now.gradient)})${leads(next)}`,
    },
    average("m", "g", memories.lion2, before?.kept.mean, now.gradient, now.kept.mean!, "₂"),
  ],
};

export const linesOf = (name: OptimizerName, numbers: StepNumbers): readonly Line[] => formulas[name](numbers);

const nothing: Pair = [0, 0];

/** A running average: v ← βv + (1 − β)g. */
const average = (
  name: string,
  of: "g" | "g²",
  beta: number,
  before: Pair | undefined,
  gradient: Pair,
  after: Pair,
  index = "",
): Line => ({
  rule: `${name} ← β${index}${name} + (1 − β${index})${of}`,
  numbers: `${mixed(beta, before, gradient, of === "g²" ? "²" : "")} = ${pair(after)}`,
});

const mixed = (beta: number, before: Pair | undefined, gradient: Pair, power = ""): string =>
  `${beta}·${pair(before ?? nothing)} + ${number(1 - beta)}·${pair(gradient)}${power}`;

const leads = (next: Moment | undefined): string => (next === undefined ? "" : ` = ${pair(next.at)}`);
