import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/**
 * What scores come to. Numbers stand as they are. Classes have one score each, but two have one, of the second; the
 * `softmax` of two is the sigmoid. By `shares` each class has a sigmoid of its own, and they are made to sum to 1;
 * `clipped` does so with (score + 1) / 2 between 0 and 1.
 */
export type Outcome =
  | { readonly task: "numbers" }
  | {
      readonly task: "classes";
      readonly link: "softmax" | "shares" | "clipped";
      /** The classes that have scores: their numbers among all. */
      readonly present: readonly number[];
      readonly classes: number;
    };

/** How many scores a row has. */
const scoresOf = (outcome: Outcome): number =>
  outcome.task === "numbers" || outcome.present.length <= 2 ? 1 : outcome.present.length;

/** Numbers, or the probability of each class, a row after the other. */
export const outcomeOf = (outcome: Outcome, scores: Float64Array): Float64Array => {
  if (outcome.task === "numbers") return scores;
  const { present, classes } = outcome;
  const width = scoresOf(outcome);
  const rows = scores.length / width;
  const values = new Float64Array(rows * classes);
  const shares = new Float64Array(present.length);
  for (let row = 0; row < rows; row++) {
    sharesOf(outcome, scores.subarray(row * width, (row + 1) * width), shares);
    for (let k = 0; k < present.length; k++) values[row * classes + present[k]!] = shares[k]!;
  }
  return values;
};

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const clip = (score: number): number => Math.min(Math.max((score + 1) / 2, 0), 1);

const sharesOf = ({ link }: { readonly link: string }, scores: Float64Array, shares: Float64Array): void => {
  const classes = shares.length;
  if (classes === 1) shares[0] = 1;
  else if (classes === 2 && link === "clipped") {
    shares[1] = clip(scores[0]!);
    shares[0] = 1 - shares[1]!;
  } else if (classes === 2) {
    shares[0] = sigmoid(-scores[0]!);
    shares[1] = sigmoid(scores[0]!);
  } else {
    const most = link === "softmax" ? Math.max(...scores) : 0;
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const score = scores[k]!;
      shares[k] = link === "softmax" ? Math.exp(score - most) : link === "shares" ? sigmoid(score) : clip(score);
      sum += shares[k]!;
    }
    // A row that no class claims is shared out evenly.
    for (let k = 0; k < classes; k++) shares[k] = sum > 0 ? shares[k]! / sum : 1 / classes;
  }
};

/** The same in a graph, of scores [rows, scores]. */
export const outcomeToOnnx = (outcome: Outcome, scores: string, graph: GraphBuilder): string => {
  if (outcome.task === "numbers") return scores;
  const { present, classes } = outcome;
  const shares = sharesToOnnx(outcome, scores, graph);
  if (present.length === classes) return shares;
  const places = new Float64Array(present.length * classes);
  for (const [k, own] of present.entries()) places[k * classes + own] = 1;
  return graph.node("MatMul", [shares, graph.doubles(places, [present.length, classes])]);
};

const sharesToOnnx = (
  { present, link }: { readonly present: readonly number[]; readonly link: string },
  scores: string,
  graph: GraphBuilder,
): string => {
  const pair = (first: string, second: string): string =>
    graph.node("Concat", [first, second], { attributes: { axis: 1 } });
  if (present.length === 1) return graph.node("Exp", [graph.node("Sub", [scores, scores])]);
  if (link === "clipped") {
    const half = graph.doubles([0.5], []);
    const shifted = graph.node("Add", [graph.node("Mul", [scores, half]), half]);
    const clipped = graph.node("Clip", [shifted, graph.doubles([0], []), graph.doubles([1], [])]);
    if (present.length === 2) return pair(graph.node("Sub", [graph.doubles([1], []), clipped]), clipped);
    return normalized(clipped, present.length, graph);
  }
  if (present.length === 2) {
    return pair(graph.node("Sigmoid", [graph.node("Neg", [scores])]), graph.node("Sigmoid", [scores]));
  }
  if (link === "softmax") return graph.node("Softmax", [scores], { attributes: { axis: 1 } });
  return normalized(graph.node("Sigmoid", [scores]), present.length, graph);
};

const normalized = (shares: string, classes: number, graph: GraphBuilder): string => {
  const sum = graph.node("ReduceSum", [shares, graph.integers([1])], { attributes: { keepdims: 1 } });
  const none = graph.node("Equal", [sum, graph.doubles([0], [])]);
  const safe = graph.node("Where", [none, graph.doubles([1], []), sum]);
  return graph.node("Where", [none, graph.doubles([1 / classes], []), graph.node("Div", [shares, safe])]);
};
