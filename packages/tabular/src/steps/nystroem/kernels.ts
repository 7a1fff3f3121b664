import { transpose } from "@kaviar/base/numerics";
import { projectColumns } from "../../kernels/project.ts";
import type { GraphBuilder } from "../../onnx/graph-builder.ts";

export const kernelNames = ["rbf", "poly", "sigmoid", "linear", "cosine", "laplacian"] as const;
type KernelName = (typeof kernelNames)[number];

/** A kernel with its numbers. */
export interface Kernel {
  readonly kernel: KernelName;
  readonly gamma: number;
  readonly degree: number;
  readonly coef0: number;
}

/** Rows of numbers, one after the other. */
export interface Points {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** k(x, l) of each row of some columns with each landmark: a column for each of these. */
export const kernelColumns = (
  kernel: Kernel,
  columns: readonly Float64Array[],
  landmarks: Points,
): Promise<readonly Float64Array[]> | readonly Float64Array[] =>
  kernel.kernel === "laplacian" ? byDistance(kernel, columns, landmarks) : byProducts(kernel, columns, landmarks);

const byDistance = (
  { gamma }: Kernel,
  columns: readonly Float64Array[],
  { rows: count, values }: Points,
): readonly Float64Array[] =>
  Array.from({ length: count }, (_, l) => {
    const sums = new Float64Array(columns[0]!.length);
    for (const [c, column] of columns.entries()) {
      const other = values[l * columns.length + c]!;
      for (let row = 0; row < sums.length; row++) sums[row] = sums[row]! + Math.abs(column[row]! - other);
    }
    for (let row = 0; row < sums.length; row++) sums[row] = Math.exp(-gamma * sums[row]!);
    return sums;
  });

const byProducts = async (
  kernel: Kernel,
  columns: readonly Float64Array[],
  landmarks: Points,
): Promise<readonly Float64Array[]> => {
  const { rows: count, values } = landmarks;
  const turned = transpose(values, count, columns.length);
  const products = await projectColumns(columns, new Float64Array(columns.length), turned, count);
  const others = squaresOf(landmarks);
  const squares = new Float64Array(columns[0]!.length);
  for (const column of columns)
    for (let row = 0; row < squares.length; row++) squares[row] = squares[row]! + column[row]! ** 2;
  const of = ofProduct(kernel);
  for (const [l, column] of products.entries()) {
    const other = others[l]!;
    for (let row = 0; row < column.length; row++) column[row] = of(column[row]!, squares[row]!, other);
  }
  return products;
};

/** ‖x‖² of each row. */
const squaresOf = ({ values, rows, columns }: Points): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let c = row * columns; c < (row + 1) * columns; c++) sum += values[c]! * values[c]!;
    return sum;
  });

/** The kernel of two rows, of their product and the squares of their lengths. */
const ofProduct = ({ kernel, gamma, degree, coef0 }: Kernel): ((product: number, x: number, l: number) => number) => {
  switch (kernel) {
    case "rbf":
      return (product, x, l) => Math.exp(-gamma * Math.max(0, x + l - 2 * product));
    case "poly":
      return (product) => (gamma * product + coef0) ** degree;
    case "sigmoid":
      return (product) => Math.tanh(gamma * product + coef0);
    case "cosine":
      return (product, x, l) => product / ((Math.sqrt(x) || 1) * (Math.sqrt(l) || 1));
    default:
      return (product) => product;
  }
};

export const kernelToOnnx = (kernel: Kernel, x: string, landmarks: Points, graph: GraphBuilder): string => {
  const { rows: count, columns } = landmarks;
  const number = (value: number): string => graph.doubles([value], []);
  if (kernel.kernel === "laplacian") {
    const apart = graph.node("Sub", [
      graph.node("Unsqueeze", [x, graph.integers([1])]),
      graph.doubles(landmarks.values, [1, count, columns]),
    ]);
    const sum = graph.node("ReduceSum", [graph.node("Abs", [apart]), graph.integers([2])], {
      attributes: { keepdims: 0 },
    });
    return graph.node("Exp", [graph.node("Mul", [sum, number(-kernel.gamma)])]);
  }
  const turned = graph.doubles(transpose(landmarks.values, count, columns), [columns, count]);
  const products = graph.node("MatMul", [x, turned]);
  const squares = (): string =>
    graph.node("ReduceSum", [graph.node("Mul", [x, x]), graph.integers([1])], { attributes: { keepdims: 1 } });
  const inner = (): string =>
    graph.node("Add", [graph.node("Mul", [products, number(kernel.gamma)]), number(kernel.coef0)]);
  switch (kernel.kernel) {
    case "rbf": {
      const sum = graph.node("Add", [squares(), graph.doubles(squaresOf(landmarks))]);
      const distance = graph.node("Sub", [sum, graph.node("Mul", [products, number(2)])]);
      const positive = graph.node("Max", [distance, number(0)]);
      return graph.node("Exp", [graph.node("Mul", [positive, number(-kernel.gamma)])]);
    }
    case "poly":
      return graph.node("Pow", [inner(), number(kernel.degree)]);
    case "sigmoid":
      return graph.node("Tanh", [inner()]);
    case "cosine": {
      const length = graph.node("Sqrt", [squares()]);
      const none = graph.node("Equal", [length, number(0)]);
      const others = squaresOf(landmarks).map((square) => Math.sqrt(square) || 1);
      const lengths = graph.node("Mul", [graph.node("Where", [none, number(1), length]), graph.doubles(others)]);
      return graph.node("Div", [products, lengths]);
    }
    default:
      return products;
  }
};
