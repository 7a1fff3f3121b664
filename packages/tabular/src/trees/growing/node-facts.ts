import { aroundMedian } from "./around-median.ts";
import type { TreeTask } from "./task.ts";

/** What there is to know of the rows of a node. */
export interface NodeFacts {
  /** Count, weight, sums. */
  readonly facts: Float64Array;
  /** Whether nothing is left to be explained. */
  readonly isPure: boolean;
  /** What is left unexplained, in units of weight. */
  readonly loss: number;
  /** What a leaf says. */
  readonly value: ArrayLike<number>;
}

export const nodeFacts = (
  task: TreeTask,
  order: Int32Array,
  weights: Float64Array,
): ((start: number, end: number) => NodeFacts) => {
  const { sums, classes, values, center } = task;
  return (start, end) => {
    const facts = new Float64Array(2 + sums);
    const kinds = classes ?? values;
    let least = kinds[order[start]!]!;
    let most = least;
    let whole = 0;
    let sum = 0;
    let squares = 0;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const weight = weights[row]!;
      const kind = kinds[row]!;
      whole += weight;
      if (classes === undefined) {
        sum += weight * kind;
        squares += weight * kind * kind;
      } else facts[2 + kind]! += weight;
      if (kind < least) least = kind;
      if (kind > most) most = kind;
    }
    facts[0] = end - start;
    facts[1] = whole;
    if (classes === undefined) facts[2] = sum;
    const isPure = !(least < most);
    const pureValue = classes === undefined ? Float64Array.of(least + center) : facts.subarray(2).map(Math.sign);
    if (isPure) return { facts, isPure, loss: 0, value: pureValue };
    return { facts, isPure, ...unexplained(task, order, weights, start, end, facts, squares) };
  };
};

const unexplained = (
  { criterion, sums, values, center }: TreeTask,
  order: Int32Array,
  weights: Float64Array,
  start: number,
  end: number,
  facts: Float64Array,
  squares: number,
): Pick<NodeFacts, "loss" | "value"> => {
  const weight = facts[1]!;
  const shares = facts.subarray(2).map((sum) => sum / weight);
  if (criterion === "gini") {
    const squares = shares.reduce((sum, share) => sum + share * share, sums === 1 ? (1 - shares[0]!) ** 2 : 0);
    return { loss: weight * (1 - squares), value: shares };
  }
  if (criterion === "entropy") {
    const all = sums === 1 ? Float64Array.of(shares[0]!, 1 - shares[0]!) : shares;
    return {
      loss: -weight * all.reduce((sum, share) => sum + (share > 0 ? share * Math.log2(share) : 0), 0),
      value: shares,
    };
  }
  if (criterion === "absolute") {
    const { median, distance } = aroundMedian(values, order.slice(start, end), weights);
    return { loss: distance, value: [median] };
  }
  const mean = shares[0]!;
  if (criterion === "squared") return { loss: Math.max(0, squares - mean * facts[2]!), value: [mean + center] };
  let loss = 0;
  for (let i = start; i < end; i++) {
    const row = order[i]!;
    const value = values[row]!;
    loss += value > 0 ? weights[row]! * value * Math.log(value / mean) : 0;
  }
  return { loss, value: [mean] };
};
