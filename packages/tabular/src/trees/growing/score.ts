import type { TreeTask } from "./task.ts";

/**
 * How well one number (or share of classes) speaks for rows, in units of their weight: what a split gains is the scores
 * of its sides less that of the whole. `at` is where the facts of the rows begin: count, weight, sums.
 */
export type Score = (facts: Float64Array, at: number) => number;

/** Rows that add nothing score nothing. */
const timesLog = (sum: number, share: number): number => (sum > 0 ? sum * Math.log(share) : 0);

export const scoreOf = ({ criterion, sums }: TreeTask): Score => {
  switch (criterion) {
    case "squared":
      return (facts, at) => (facts[at + 2]! * facts[at + 2]!) / facts[at + 1]!;
    case "gini":
      return sums === 1 ? (facts, at) => (2 * facts[at + 2]! * facts[at + 2]!) / facts[at + 1]! : manyClassGini(sums);
    case "entropy":
      return sums === 1 ? twoClassEntropy : manyClassEntropy(sums);
    case "poisson":
      // A mean of 0 has no logarithm: no side may have it.
      return (facts, at) =>
        facts[at + 2]! > Number.EPSILON ? timesLog(facts[at + 2]!, facts[at + 2]! / facts[at + 1]!) : -Infinity;
    case "absolute":
      // Medians do not add up: see absolute-splits.
      return () => 0;
  }
};

const manyClassGini =
  (sums: number): Score =>
  (facts, at) => {
    let squares = 0;
    for (let k = 0; k < sums; k++) squares += facts[at + 2 + k]! * facts[at + 2 + k]!;
    return squares / facts[at + 1]!;
  };

const twoClassEntropy: Score = (facts, at) => {
  const weight = facts[at + 1]!;
  const second = facts[at + 2]!;
  return (timesLog(second, second / weight) + timesLog(weight - second, 1 - second / weight)) / Math.LN2;
};

const manyClassEntropy =
  (sums: number): Score =>
  (facts, at) => {
    const weight = facts[at + 1]!;
    let score = 0;
    for (let k = 0; k < sums; k++) score += timesLog(facts[at + 2 + k]!, facts[at + 2 + k]! / weight);
    return score / Math.LN2;
  };
