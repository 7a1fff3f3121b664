import type { Matrix } from "../../contract/matrix.ts";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import { squaresInGraph } from "../contract/squares-in-graph.ts";

/** How likeness falls with the distance r, measured in length scales: a function, and how it is differentiated. */
interface Shape {
  /** k of s = r². */
  of(s: number): number;
  /** −2 dk/ds, where k is known: ∂k/∂log ℓⱼ is it times the share of column j in s. */
  slope(s: number, k: number): number;
  inGraph(s: string, graph: GraphBuilder): string;
}

const gauss: Shape = {
  of: (s) => Math.exp(-0.5 * s),
  slope: (_, k) => k,
  inGraph: (s, graph) => graph.node("Exp", [graph.node("Mul", [s, graph.doubles([-0.5], [])])]),
};

/** Matérn's functions are a polynomial in a = √(2ν) r times e^−a. */
const matern = (nu: number, polynomial: readonly number[], slope: (a: number, k: number) => number): Shape => {
  const scale = Math.sqrt(2 * nu);
  const [, linear = 0, square = 0] = polynomial;
  return {
    of: (s) => {
      const a = scale * Math.sqrt(s);
      return (1 + linear * a + square * (a * a)) * Math.exp(-a);
    },
    slope: (s, k) => 2 * nu * slope(scale * Math.sqrt(s), k),
    inGraph: (s, graph) => {
      const number = (value: number) => graph.doubles([value], []);
      const a = graph.node("Mul", [number(scale), graph.node("Sqrt", [s])]);
      const fall = graph.node("Exp", [graph.node("Neg", [a])]);
      if (linear === 0) return fall;
      const first = graph.node("Add", [number(1), graph.node("Mul", [number(linear), a])]);
      const second = graph.node("Mul", [number(square), graph.node("Mul", [a, a])]);
      return graph.node("Mul", [graph.node("Add", [first, second]), fall]);
    },
  };
};

/** Where s is 0 there is no share of it either. */
const shapes = {
  rbf: gauss,
  0.5: matern(0.5, [1], (a, k) => (a > 0 ? k / a : 0)),
  1.5: matern(1.5, [1, 1], (a, k) => k / (1 + a)),
  2.5: matern(2.5, [1, 1, 1 / 3], (a, k) => (k * (1 + a)) / (3 * (1 + a) + a * a)),
};

/** "rbf", or Matérn's by its ν. */
type ShapeName = keyof typeof shapes;

/** variance · k(r) + noise for a row with itself. */
export interface Kernel {
  readonly shape: ShapeName;
  readonly variance: number;
  /** One for all columns, or one for each. */
  readonly lengthScales: Float64Array;
  /** What each row has for itself alone. */
  readonly noise: number;
}

/** Rows in units of the length scales. */
export const inScales = ({ rows, columns, values }: Matrix, { lengthScales }: Kernel): Matrix => ({
  rows,
  columns,
  values: values.map((value, i) => value / (lengthScales.length === 1 ? lengthScales[0]! : lengthScales[i % columns]!)),
});

/** How alike two rows are that stand in units of the length scales. */
export const likeness = ({ shape, variance }: Kernel, x: Matrix, row: number, y: Matrix, other: number): number => {
  const d = x.columns;
  let s = 0;
  for (let j = 0; j < d; j++) {
    const apart = x.values[row * d + j]! - y.values[other * d + j]!;
    s += apart * apart;
  }
  return variance * shapes[shape].of(s);
};

/** The covariance of rows with each other, whole. */
export const covarianceOf = (kernel: Kernel, x: Matrix): Float64Array => {
  const n = x.rows;
  const scaled = inScales(x, kernel);
  const k = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const value = likeness(kernel, scaled, i, scaled, j);
      k[i * n + j] = value;
      k[j * n + i] = value;
    }
    k[i * n + i] = kernel.variance + kernel.noise;
  }
  return k;
};

/**
 * Σ Q ∂K/∂θ over all pairs of rows, for the logarithms θ of the variance, of the length scales and, where there is
 * noise, of the noise. Of the covariance and of Q, which is symmetric, the lower triangles are read.
 */
export const alongParameters = (
  kernel: Kernel,
  x: Matrix,
  covariance: Float64Array,
  q: Float64Array,
  into: Float64Array,
): void => {
  const { variance, lengthScales, noise, shape } = kernel;
  const { slope } = shapes[shape];
  const d = x.columns;
  const { values } = inScales(x, kernel);
  const shares = new Float64Array(d);
  const isOne = lengthScales.length === 1;
  into.fill(0);
  for (let i = 0; i < x.rows; i++) {
    const own = q[i * x.rows + i]!;
    into[0]! += own * variance;
    if (noise > 0) into[lengthScales.length + 1]! += own * noise;
    for (let j = 0; j < i; j++) {
      let s = 0;
      for (let c = 0; c < d; c++) {
        shares[c] = (values[i * d + c]! - values[j * d + c]!) ** 2;
        s += shares[c]!;
      }
      const both = 2 * q[i * x.rows + j]!;
      const k = covariance[i * x.rows + j]!;
      into[0]! += both * k;
      const steep = both * slope(s, k);
      if (isOne) into[1]! += steep * s;
      else for (let c = 0; c < d; c++) into[1 + c]! += steep * shares[c]!;
    }
  }
};

/** How alike each row is to the training rows, which stand in units of the length scales: [rows, training rows]. */
export const likenessInGraph = (
  { shape, variance, lengthScales }: Kernel,
  points: Matrix,
  wires: readonly Wire[],
  graph: GraphBuilder,
): string => {
  const x = graph.node("Div", [graph.numbers(wires), graph.doubles(lengthScales)]);
  const s = squaresInGraph(points, x, graph);
  return graph.node("Mul", [graph.doubles([variance], []), shapes[shape].inGraph(s, graph)]);
};
