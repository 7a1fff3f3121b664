import type { GraphBuilder } from "../../onnx/graph-builder.ts";
import { arithmetic } from "../contract/arithmetic.ts";
import { minimumOnLine } from "./minimum-on-line.ts";

/** A family of curves with one parameter λ. */
interface PowerTransform {
  apply(x: number, lambda: number): number;
  tensor(x: string, lambdas: readonly number[], graph: GraphBuilder): string;
  /** The logarithm of the derivative, without its factor λ − 1. */
  slope(x: number): number;
}

/** (e^{pl} − 1) / p, which is l for p = 0. */
const grown = (l: number, p: number): number => (p === 0 ? l : Math.expm1(p * l) / p);

/** The same in a graph, which has no expm1: near 0 by the first terms of its series. */
const grownTensor = (l: string, p: string, graph: GraphBuilder): string => {
  const { add, sub, mul, div, apply } = arithmetic(graph);
  const t = mul(p, l);
  const terms = [6, 5, 4, 3, 2].reduce((sum, n) => add(mul(div(t, n), sum), 1), graph.doubles([1]));
  const isSmall = graph.node("Less", [apply("Abs", t), graph.doubles([0.01])]);
  return graph.node("Where", [isSmall, mul(l, terms), div(sub(apply("Exp", t), 1), p)]);
};

export const transforms: { readonly [M in "yeoJohnson" | "boxCox"]: PowerTransform } = {
  boxCox: {
    apply: (x, lambda) => grown(Math.log(x), lambda),
    tensor: (x, lambdas, graph) => grownTensor(graph.node("Log", [x]), graph.doubles(lambdas), graph),
    slope: Math.log,
  },
  yeoJohnson: {
    apply: (x, lambda) => {
      if (lambda === 1) return x;
      return x < 0 ? -grown(Math.log1p(-x), 2 - lambda) : grown(Math.log1p(x), lambda);
    },
    tensor: (x, lambdas, graph) => {
      const { add, mul, apply } = arithmetic(graph);
      const isNegative = graph.node("Less", [x, graph.doubles([0])]);
      const mirrored = graph.doubles(lambdas.map((lambda) => 2 - lambda));
      const p = graph.node("Where", [isNegative, mirrored, graph.doubles(lambdas)]);
      return mul(apply("Sign", x), grownTensor(apply("Log", add(apply("Abs", x), 1)), p, graph));
    },
    slope: (x) => Math.sign(x) * Math.log1p(Math.abs(x)),
  },
};

/** The λ by which values are most likely those of a normal distribution: it makes n/2 ln σ² − (λ − 1) Σ ln slope least. */
export const mostLikelyLambda = ({ apply, slope }: PowerTransform, values: Float64Array): number => {
  const slopes = values.reduce((sum, x) => sum + slope(x), 0);
  return minimumOnLine(
    (lambda) => {
      const made = values.map((x) => apply(x, lambda));
      const mean = made.reduce((sum, x) => sum + x, 0) / made.length;
      const variance = made.reduce((sum, x) => sum + (x - mean) ** 2, 0) / made.length;
      const cost = (values.length / 2) * Math.log(variance) - (lambda - 1) * slopes;
      return Number.isNaN(cost) || variance < 1e-300 ? Infinity : cost;
    },
    -2,
    2,
  );
};
