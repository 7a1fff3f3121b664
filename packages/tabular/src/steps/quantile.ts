import { type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import { options } from "../options.ts";
import { clipped, clipTensor } from "./contract/clipping.ts";
import { mapNumbers, mapNumberWires } from "./contract/mapping.ts";
import { measuredColumns, quantileOf, sortedValues } from "./contract/numbers.ts";
import { knotsBelow, knotsBelowTensor, slackAround } from "./contract/search.ts";
import { normalScore, normalScoreTensor } from "./quantile/normal-scores.ts";

const read = options("quantile", {
  /** How many quantiles are learned; at most as many as there are rows. */
  nQuantiles: whole(1).default(1000),
  /** How the column will be distributed. */
  outputDistribution: oneOf("uniform", "normal").default("uniform"),
});

export type QuantileOptions = OptionsOf<typeof read>;

/**
 * What was learned of a column: its quantiles, each value once, and what they become. Between two of them the shares lie on
 * a line, from the last share of the lower one to the first share of the upper one.
 */
interface ColumnQuantiles {
  readonly column: string;
  readonly knots: Float64Array;
  /** Just above and just below each knot: what lies between is taken for it. */
  readonly above: Float64Array;
  readonly below: Float64Array;
  /** The share of a value that is a knot: the mean of all the shares that have that value. */
  readonly shares: Float64Array;
  /** Of the line that ends at each knot: the knot where it begins, the share there, and how it rises. */
  readonly starts: Float64Array;
  readonly bases: Float64Array;
  readonly slopes: Float64Array;
}

/**
 * Each column of numbers as the share of the training rows that lie below: uniform in [0, 1], or as normal scores.
 *
 * ```ts
 * pipeline(quantile({ outputDistribution: "normal" }), ridge());
 * ```
 * Values beyond those of training become 0 and 1, or ±5.2. Every training row is looked at: scikit-learn draws 10 000 of
 * them. Missing values stay missing, and a column that misses all of them as it is. Weights of rows are not
 * respected, as in scikit-learn.
 */
export const quantile = createStep(
  read,
  {
    name: "Quantile transform",
    formula: "F̂(x), or Φ⁻¹(F̂(x))",
    use: "columns with outliers or long tails, before models that go by distances or sums",
    pitfall: "how far apart values lie is lost: only their order is kept",
    reference: "Bartlett 1947; Blom 1958",
    seeAlso: ["power", "robust", "bins"],
  },
  {
    fit: ({ table }, { nQuantiles }): ColumnQuantiles[] =>
      measuredColumns("quantile", table).flatMap(({ name, values }) => {
        const sorted = sortedValues(values);
        return sorted.length === 0 ? [] : [learn(name, sorted, Math.min(nQuantiles, table.rows))];
      }),
    apply: (state, table, { outputDistribution }) =>
      mapNumbers(state, table, (values, of) =>
        values.map(outputDistribution === "uniform" ? (x) => shareOf(of, x) : (x) => scoreOf(of, x)),
      ),
    onnx: (state, wires, graph, { outputDistribution }) =>
      mapNumberWires(state, wires, graph, (values, of, found) => {
        const shares = shareTensor(values, of, found, graph);
        return outputDistribution === "uniform" ? shares : scoreTensor(values, shares, of, graph);
      }),
  },
);

const learn = (column: string, sorted: Float64Array, count: number): ColumnQuantiles => {
  // Rounded as numpy rounds them: a quantile that is a value of training, or just beside it, is so there too.
  const shareAt = (i: number): number => (count > 1 && i === count - 1 ? 1 : i * (1 / Math.max(1, count - 1)));
  const knots: number[] = [];
  const firsts: number[] = [];
  const lasts: number[] = [];
  for (let i = 0; i < count; i++) {
    const value = Math.max(quantileOf(sorted, (shareAt(i) * 100) / 100), knots.at(-1) ?? -Infinity);
    if (value !== knots.at(-1)) {
      knots.push(value);
      firsts.push(shareAt(i));
      lasts.push(shareAt(i));
    }
    lasts[lasts.length - 1] = shareAt(i);
  }
  const shares = knots.map((_, k) => 0.5 * (firsts[k]! + lasts[k]!));
  shares[shares.length - 1] = 1;
  shares[0] = 0;
  const slack = slackAround(Float64Array.from(knots));
  return {
    column,
    knots: Float64Array.from(knots),
    above: slack.map((each, k) => knots[k]! + each),
    below: slack.map((each, k) => knots[k]! - each),
    shares: Float64Array.from(shares),
    starts: Float64Array.from(knots, (knot, k) => knots[k - 1] ?? knot),
    bases: Float64Array.from(knots, (_, k) => lasts[k - 1] ?? 0),
    slopes: Float64Array.from(knots, (knot, k) =>
      k === 0 ? 0 : (firsts[k]! - lasts[k - 1]!) / (knot - knots[k - 1]!),
    ),
  };
};

const shareOf = ({ knots, above, below, shares, starts, bases, slopes }: ColumnQuantiles, value: number): number => {
  if (value > above.at(-1)!) return 1;
  const x = clipped(value, knots[0]!, knots.at(-1)!);
  const k = knotsBelow(above, x);
  return x >= below[k]! ? shares[k]! : bases[k]! + slopes[k]! * (x - starts[k]!);
};

/** So near to the first and to the last quantile a value is taken for it. */
const near = 1e-7;

const scoreOf = (of: ColumnQuantiles, value: number): number => {
  if (value - near < of.knots[0]!) return normalScore(0);
  if (value + near > of.knots.at(-1)!) return normalScore(1);
  return Number.isNaN(value) ? value : normalScore(shareOf(of, value));
};

const ends = (of: readonly ColumnQuantiles[], graph: GraphBuilder) => ({
  first: graph.doubles(of.map(({ knots }) => knots[0]!)),
  last: graph.doubles(of.map(({ knots }) => knots.at(-1)!)),
});

const shareTensor = (
  values: string,
  of: readonly ColumnQuantiles[],
  wires: readonly Wire[],
  graph: GraphBuilder,
): string => {
  const { first, last } = ends(of, graph);
  const beyond = graph.doubles(of.map(({ above }) => above.at(-1)!));
  const x = graph.wires(
    clipTensor(values, first, last, graph),
    wires.map(({ column }) => column),
  );
  const clippedTensor = graph.numbers(x);
  // The tables of all columns one behind the other: each column looks from its own beginning on. Below its last knot a
  // value has at most as many knots as there are but one.
  const inner = of.map(({ above }) => above.slice(0, -1));
  const begins = of.map((_, c) => of.slice(0, c).reduce((sum, { knots }) => sum + knots.length, 0));
  const places = graph.node("Add", [knotsBelowTensor(inner, x, graph), graph.doubles(begins)]);
  const indices = graph.node("Cast", [places], { attributes: { to: 7 } });
  const look = (part: "below" | "shares" | "starts" | "bases" | "slopes"): string =>
    graph.node("Gather", [graph.doubles(of.flatMap((each) => Array.from(each[part]))), indices]);
  const line = graph.node("Mul", [look("slopes"), graph.node("Sub", [clippedTensor, look("starts")])]);
  const between = graph.node("Add", [look("bases"), line]);
  const within = graph.node("Where", [
    graph.node("GreaterOrEqual", [clippedTensor, look("below")]),
    look("shares"),
    between,
  ]);
  return graph.node("Where", [graph.node("Greater", [values, beyond]), graph.doubles([1]), within]);
};

const scoreTensor = (values: string, shares: string, of: readonly ColumnQuantiles[], graph: GraphBuilder): string => {
  const { first, last } = ends(of, graph);
  const nearness = graph.doubles([near]);
  const isLast = graph.node("Greater", [graph.node("Add", [values, nearness]), last]);
  const isFirst = graph.node("Less", [graph.node("Sub", [values, nearness]), first]);
  const raised = graph.node("Where", [isLast, graph.doubles([1]), shares]);
  return normalScoreTensor(graph.node("Where", [isFirst, graph.doubles([0]), raised]), graph);
};
