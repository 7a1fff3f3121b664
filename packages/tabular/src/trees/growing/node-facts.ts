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
    let least = Infinity;
    let most = -Infinity;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const weight = weights[row]!;
      const value = values[row]!;
      const sum = classes === undefined ? 0 : classes[row]!;
      const kind = classes === undefined ? value : sum;
      facts[1]! += weight;
      facts[2 + sum]! += weight * value;
      if (kind < least) least = kind;
      if (kind > most) most = kind;
    }
    facts[0] = end - start;
    const isPure = !(least < most);
    const pureValue = classes === undefined ? Float64Array.of(least + center) : facts.subarray(2).map(Math.sign);
    if (isPure) return { facts, isPure, loss: 0, value: pureValue };
    return { facts, isPure, ...unexplained(task, order, weights, start, end, facts) };
  };
};

const unexplained = (
  { criterion, sums, values, center }: TreeTask,
  order: Int32Array,
  weights: Float64Array,
  start: number,
  end: number,
  facts: Float64Array,
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
  if (criterion === "absolute") return aroundMedian(values, order.slice(start, end), weights, weight);
  const mean = shares[0]!;
  let loss = 0;
  for (let i = start; i < end; i++) {
    const row = order[i]!;
    const value = values[row]!;
    loss +=
      weights[row]! * (criterion === "squared" ? (value - mean) ** 2 : value > 0 ? value * Math.log(value / mean) : 0);
  }
  return { loss, value: [mean + center] };
};

/** The weighted median: in the middle between two values where half of the weight is on each side. */
const aroundMedian = (
  values: Float64Array,
  rows: Int32Array,
  weights: Float64Array,
  weight: number,
): Pick<NodeFacts, "loss" | "value"> => {
  rows.sort((a, b) => values[a]! - values[b]! || a - b);
  let below = 0;
  let i = 0;
  while (i < rows.length - 1 && below + weights[rows[i]!]! < weight / 2) below += weights[rows[i++]!]!;
  const isHalf = below + weights[rows[i]!]! === weight / 2 && i + 1 < rows.length;
  const median = isHalf ? (values[rows[i]!]! + values[rows[i + 1]!]!) / 2 : values[rows[i]!]!;
  const loss = rows.reduce((sum, row) => sum + weights[row]! * Math.abs(values[row]! - median), 0);
  return { loss, value: [median] };
};
