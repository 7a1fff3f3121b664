import type { GraphBuilder } from "../../onnx/graph-builder.ts";
import { arithmetic } from "../contract/arithmetic.ts";
import { clipped, clipTensor } from "../contract/clipping.ts";

/** The last ones first. Near the middle of the distribution, q (Σ aᵢ r^i) / (Σ bᵢ r^i) with r = 0.180625 − q². */
const a = [2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665]; // biome-ignore format: a table
const b = [5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579, 42.31333070160091, 1]; // biome-ignore format: a table
/** In the tails, (Σ cᵢ r^i) / (Σ dᵢ r^i) with r = √(−ln p) − 1.6. */
const c = [0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835]; // biome-ignore format: a table
const d = [1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851, 1.6763848301838038, 2.053191626637759, 1]; // biome-ignore format: a table

/** Nearer to 0 and 1 than this no score is asked for: that of 1e-7 is −5.2. */
const edge = 1e-7 - 2 ** -52;

const polynomial = (coefficients: readonly number[], x: number): number => {
  let sum = 0;
  for (const k of coefficients) sum = sum * x + k;
  return sum;
};

/**
 * z with P(Z ≤ z) = p, to 1e-15, for p kept between 1e-7 and 1 − 1e-7. By ratios of polynomials alone, so that a graph
 * says the same. (Wichura 1988, algorithm AS 241, PPND16)
 */
export const normalScore = (p: number): number => {
  const inside = clipped(p, edge, 1 - edge);
  const q = inside - 0.5;
  if (Math.abs(q) <= 0.425) return (q * polynomial(a, 0.180625 - q * q)) / polynomial(b, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? inside : 1 - inside)) - 1.6;
  return (Math.sign(q) * polynomial(c, r)) / polynomial(d, r);
};

export const normalScoreTensor = (p: string, graph: GraphBuilder): string => {
  const { add, sub, mul, div, apply } = arithmetic(graph);
  const horner = (coefficients: readonly number[], x: string): string =>
    coefficients.slice(2).reduce((sum, k) => add(mul(sum, x), k), add(mul(x, coefficients[0]!), coefficients[1]!));
  const inside = clipTensor(p, graph.doubles([edge]), graph.doubles([1 - edge]), graph);
  const q = sub(inside, 0.5);
  const middle = sub(0.180625, mul(q, q));
  const tail = graph.node("Where", [graph.node("Less", [q, graph.doubles([0])]), inside, sub(1, inside)]);
  const r = sub(apply("Sqrt", apply("Neg", apply("Log", tail))), 1.6);
  const isNear = graph.node("LessOrEqual", [apply("Abs", q), graph.doubles([0.425])]);
  return graph.node("Where", [
    isNear,
    div(mul(q, horner(a, middle)), horner(b, middle)),
    div(mul(apply("Sign", q), horner(c, r)), horner(d, r)),
  ]);
};
