import { finite, type OptionsOf, oneOf, positive, whole } from "@kaviar/base/check";
import { multiply, symmetricEigen } from "@kaviar/base/numerics";
import { inOrder, shuffle } from "@kaviar/base/random";
import { matrixOf } from "../contract/matrix.ts";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import type { Table } from "../table/table.ts";
import { numbersOf, replaceColumns } from "./contract/projection.ts";
import { type Kernel, kernelNames, kernelToOnnx, kernelValues, type Points } from "./nystroem/kernels.ts";

const read = options("nystroem", {
  /** How alike two rows are. */
  kernel: oneOf(...kernelNames).default("rbf"),
  /** Of "rbf", "laplacian", "poly" and "sigmoid"; 1 / columns unless said. */
  gamma: positive.optional(),
  /** Of "poly". */
  degree: positive.default(3),
  /** Of "poly" and "sigmoid". */
  coef0: finite.default(1),
  /** How many rows are drawn as landmarks, and columns made; never more than rows. */
  nComponents: whole(1).default(100),
});

export type NystroemOptions = OptionsOf<typeof read>;

interface Landmarks {
  readonly columns: readonly string[];
  readonly names: readonly string[];
  readonly kernel: Kernel;
  /** Taken away from rows and landmarks, so that distances lose no digits. */
  readonly shift: Float64Array;
  readonly landmarks: Points;
  /** K(landmarks, landmarks)^−½, row by row. */
  readonly normalization: Float64Array;
}

/**
 * Columns whose products are a kernel, as it is seen from rows drawn as landmarks: a linear model on them bends like a
 * support vector machine.
 *
 * ```ts
 * pipeline(impute(), scale(), nystroem({ gamma: 0.1, nComponents: 200 }), logisticRegression());
 * ```
 * Weights of rows are not looked at; another seed draws other landmarks.
 */
export const nystroem = createStep(
  read,
  {
    name: "Nyström's approximation of a kernel",
    formula: "z = K_{LL}^{−½} k_L(x), L the landmarks",
    use: "kernels on many rows, where an exact one is too slow",
    pitfall: "a row far from all landmarks becomes 0; scale first",
    reference: "Williams & Seeger 2001",
    seeAlso: ["randomFourier", "pca"],
  },
  {
    fit: ({ table }, { kernel, gamma, degree, coef0, nComponents }, context): Landmarks => {
      const { rows, columns } = matrixOf("nystroem", table);
      const chosen = shuffle(inOrder(rows), context.random()).slice(0, nComponents).sort();
      const { values } = matrixOf("nystroem", table.take(chosen));
      const count = chosen.length;
      const shift = kernel === "rbf" ? meansOf(values, count, columns) : new Float64Array(columns);
      const own: Kernel = { kernel, gamma: gamma ?? 1 / columns, degree, coef0 };
      const landmarks = { values: lessShift(values, shift), rows: count, columns };
      return {
        columns: table.columns,
        names: Array.from({ length: count }, (_, k) => `nystroem${k}`),
        kernel: own,
        shift,
        landmarks,
        normalization: inverseRoot(kernelValues(own, landmarks, landmarks), count),
      };
    },
    apply: (state, table) => replaceColumns(table, state.names, embed(state, table)),
    onnx: (state, wires, graph) => {
      const { columns, shift, kernel, landmarks, normalization, names } = state;
      const x = graph.node("Sub", [numbersOf(columns, wires, graph), graph.doubles(shift)]);
      const values = kernelToOnnx(kernel, x, landmarks, graph);
      const size = names.length;
      return graph.wires(graph.node("MatMul", [values, graph.doubles(normalization, [size, size])]), names);
    },
  },
);

const meansOf = (values: Float64Array, rows: number, columns: number): Float64Array =>
  Float64Array.from({ length: columns }, (_, c) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * columns + c]!;
    return sum / rows;
  });

const lessShift = (values: Float64Array, shift: Float64Array): Float64Array =>
  values.map((value, at) => value - shift[at % shift.length]!);

const embed = ({ columns, shift, kernel, landmarks, normalization }: Landmarks, table: Table): Float64Array => {
  const matrix = matrixOf("nystroem", table.select(columns));
  const x = { ...matrix, values: lessShift(matrix.values, shift) };
  const size = landmarks.rows;
  return multiply(kernelValues(kernel, x, landmarks), normalization, x.rows, size, size);
};

/** U · sign(Λ) |Λ|^−½ · Uᵀ of a symmetric matrix UΛUᵀ; eigenvalues are taken for 1e-12 at least. */
const inverseRoot = (matrix: Float64Array, n: number): Float64Array => {
  const { values, vectors } = symmetricEigen(matrix, n);
  const root = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const factor = Math.sign(values[k]! || 1) / Math.sqrt(Math.max(Math.abs(values[k]!), 1e-12));
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        root[i * n + j] = root[i * n + j]! + factor * vectors[i * n + k]! * vectors[j * n + k]!;
  }
  return root;
};
