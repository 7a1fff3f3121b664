import type { Curve } from "./method.ts";

/** A curve that never falls: straight between its knots, level outside of them. */
export interface Isotonic {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

interface Block {
  /** The knots that it spans, without the last. */
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly mean: number;
}

/** Probabilities nearer than that are the same. */
const same = 1e-15;

/**
 * The rising steps nearest to the targets: neighbours in the wrong order are pooled until none is left. (Ayer et al. 1955;
 * Best & Chakravarti 1990)
 */
export const fitIsotonic = (said: Float64Array, is: Float64Array, weights: Float64Array | undefined): Isotonic => {
  const weightOf = (row: number): number => (weights ? weights[row]! : 1);
  const order = [...said.keys()]
    .filter((row) => weightOf(row) > 0)
    .sort((a, b) => said[a]! - said[b]! || is[a]! - is[b]!);
  const x: number[] = [];
  const blocks: Block[] = [];
  for (let i = 0; i < order.length; ) {
    const at = said[order[i]!]!;
    let [weight, sum] = [0, 0];
    for (; i < order.length && said[order[i]!]! - at < same; i++) {
      weight += weightOf(order[i]!);
      sum += weightOf(order[i]!) * is[order[i]!]!;
    }
    x.push(at);
    let block: Block = { from: x.length - 1, to: x.length, weight, mean: sum / weight };
    for (let last = blocks.at(-1); last && last.mean >= block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const both = last.weight + block.weight;
      const mean = (last.weight * last.mean + block.weight * block.mean) / both;
      block = { from: last.from, to: block.to, weight: both, mean };
    }
    blocks.push(block);
  }
  // Of each level the first knot and the last one say all.
  const knots = blocks.flatMap(({ from, to, mean }) =>
    to - from === 1
      ? [[x[from]!, mean]]
      : [
          [x[from]!, mean],
          [x[to - 1]!, mean],
        ],
  );
  return { x: Float64Array.from(knots, ([at]) => at!), y: Float64Array.from(knots, ([, level]) => level!) };
};

/** What differs in its last bits from one runtime to another shall not decide where two classes are equally likely. */
const grid = 2 ** 30;

/** The number of the knot at or before, so that there is one behind it. */
const knotBefore = (x: Float64Array, at: number): number => {
  let [low, high] = [0, x.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  return low;
};

export const isotonic: Curve<Isotonic> = {
  fit: fitIsotonic,
  apply: ({ x, y }, said) => {
    const at = Math.min(Math.max(said, x[0]!), x.at(-1)!);
    if (x.length === 1) return Math.round(y[0]! * grid) / grid;
    const knot = knotBefore(x, at);
    const level = y[knot]! + ((y[knot + 1]! - y[knot]!) * (at - x[knot]!)) / (x[knot + 1]! - x[knot]!);
    return Math.round(level * grid) / grid;
  },
  inGraph: ({ x, y }, said, graph) => {
    const number = (value: number) => graph.doubles([value], []);
    const rounded = (level: string) =>
      graph.node("Div", [graph.node("Round", [graph.node("Mul", [level, number(grid)])]), number(grid)]);
    const at = graph.node("Min", [graph.node("Max", [said, number(x[0]!)]), number(x.at(-1)!)]);
    if (x.length === 1) return rounded(graph.node("Add", [graph.node("Mul", [at, number(0)]), number(y[0]!)]));
    const inner = x.subarray(1, -1);
    let knot = graph.node("Cast", [graph.node("Mul", [at, number(0)])], { attributes: { to: 7 } });
    if (inner.length > 0) {
      const isBehind = graph.node("LessOrEqual", [graph.doubles(inner, [1, inner.length]), at]);
      const ones = graph.node("Cast", [isBehind], { attributes: { to: 7 } });
      knot = graph.node("ReduceSum", [ones, graph.integers([1])]);
    }
    const next = graph.node("Add", [knot, graph.integers([1], [])]);
    const [xs, ys] = [graph.doubles(x), graph.doubles(y)];
    const of = (values: string, index: string) => graph.node("Gather", [values, index]);
    const rise = graph.node("Mul", [
      graph.node("Sub", [of(ys, next), of(ys, knot)]),
      graph.node("Sub", [at, of(xs, knot)]),
    ]);
    const run = graph.node("Sub", [of(xs, next), of(xs, knot)]);
    return rounded(graph.node("Add", [of(ys, knot), graph.node("Div", [rise, run])]));
  },
};
