import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/** The logistic function as a sum of five error functions: Σ c (1 + erf(λ x)) / 2. (Williams & Barber 1998, appendix A) */
const lambdas = [0.41, 0.4, 0.37, 0.44, 0.39];
const shares = [-1854.8214151, 3516.89893646, 221.29346712, 128.12323805, -2010.49422654];
const half = shares.reduce((sum, share) => sum + share, 0) / 2;

/** Chebyshev's coefficients of log erfc, to 16 digits. (Press et al. 2007, Numerical Recipes, section 6.2.2) */
const coefficients = [
  -1.3026537197817094, 0.6419697923564902, 1.9476473204185836e-2, -9.561514786808631e-3, -9.46595344482036e-4,
  3.66839497852761e-4, 4.2523324806907e-5, -2.0278578112534e-5, -1.624290004647e-6, 1.30365583558e-6, 1.5626441722e-8,
  -8.5238095915e-8, 6.529054439e-9, 5.059343495e-9, -9.91364156e-10, -2.27365122e-10, 9.6467911e-11, 2.394038e-12,
  -6.886027e-12, 8.94487e-13, 3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15, -1.523e-15, -9.4e-17, 1.21e-16, -2.8e-17,
];

const erf = (x: number): number => {
  const t = 2 / (2 + Math.abs(x));
  const y = 4 * t - 2;
  let [d, e] = [0, 0];
  for (let j = coefficients.length - 1; j > 0; j--) [d, e] = [y * d - e + coefficients[j]!, d];
  const rest = t * Math.exp(-x * x + 0.5 * (coefficients[0]! + y * d) - e);
  return x < 0 ? rest - 1 : 1 - rest;
};

/** The mean of the logistic function over a normal number. */
export const logisticOfNormal = (mean: number, variance: number): number => {
  let sum = 0;
  for (let i = 0; i < lambdas.length; i++) {
    const lambda = lambdas[i]!;
    sum += shares[i]! * erf((lambda * mean) / Math.sqrt(1 + 2 * lambda * lambda * variance));
  }
  return 0.5 * sum + half;
};

/** The same for tensors [rows, 1]: there is no error function of float64 in a runtime. */
export const logisticOfNormalInGraph = (mean: string, variance: string, graph: GraphBuilder): string => {
  const number = (value: number) => graph.doubles([value], []);
  const [add, sub, mul, div] = ["Add", "Sub", "Mul", "Div"].map(
    (op) =>
      (a: string, b: string): string =>
        graph.node(op, [a, b]),
  ) as [Binary, Binary, Binary, Binary];
  const widths = graph.doubles(lambdas.map((lambda) => 2 * lambda * lambda));
  const wide = graph.node("Sqrt", [add(number(1), mul(widths, variance))]);
  const x = div(mul(graph.doubles(lambdas), mean), wide);
  const t = div(number(2), add(number(2), graph.node("Abs", [x])));
  const y = sub(mul(number(4), t), number(2));
  let d = mul(y, number(0));
  let e = d;
  for (let j = coefficients.length - 1; j > 0; j--) [d, e] = [add(sub(mul(y, d), e), number(coefficients[j]!)), d];
  const series = sub(mul(number(0.5), add(number(coefficients[0]!), mul(y, d))), e);
  const rest = mul(t, graph.node("Exp", [sub(series, mul(x, x))]));
  const errors = mul(graph.node("Sign", [x]), sub(number(1), rest));
  const sum = graph.node("ReduceSum", [mul(errors, graph.doubles(shares)), graph.integers([1])]);
  return add(mul(number(0.5), sum), number(half));
};

type Binary = (a: string, b: string) => string;
