import { finite, type OptionsOf, oneOf, positive, whole } from "@kaviar/base/check";
import { multiply, transpose } from "@kaviar/base/numerics";
import { inOrder, shuffle } from "@kaviar/base/random";
import { finiteColumns, matrixOf } from "../contract/matrix.ts";
import { createStep } from "../contract/step.ts";
import { eigenRows } from "../kernels/eigen.ts";
import { projectColumns } from "../kernels/project.ts";
import { options } from "../options.ts";
import type { Table } from "../table/table.ts";
import { numbersOf, replaceColumns } from "./contract/projection.ts";
import { type Kernel, kernelColumns, kernelNames, kernelToOnnx, type Points } from "./nystroem/kernels.ts";

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
    fit: async ({ table }, { kernel, gamma, degree, coef0, nComponents }, context): Promise<Landmarks> => {
      const columns = finiteColumns("nystroem", table).length;
      const chosen = shuffle(inOrder(table.rows), context.random()).slice(0, nComponents).sort();
      const drawn = table.take(chosen);
      const { values } = matrixOf("nystroem", drawn);
      const count = chosen.length;
      const shift = kernel === "rbf" ? meansOf(values, count, columns) : new Float64Array(columns);
      const own: Kernel = { kernel, gamma: gamma ?? 1 / columns, degree, coef0 };
      const landmarks = { values: values.map((value, at) => value - shift[at % columns]!), rows: count, columns };
      const likeness = await kernelColumns(own, shiftedColumns(drawn, shift), landmarks);
      return {
        columns: table.columns,
        names: Array.from({ length: count }, (_, k) => `nystroem${k}`),
        kernel: own,
        shift,
        landmarks,
        normalization: await inverseRoot(likeness, count),
      };
    },
    apply: async (state, table) => replaceColumns(table, state.names, await embed(state, table)),
    notes: ({ landmarks: { rows } }, { nComponents }) =>
      rows === nComponents ? [] : [`nystroem made ${rows} of ${nComponents} columns: there are no more rows.`],
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

const shiftedColumns = (table: Table, shift: Float64Array): readonly Float64Array[] =>
  finiteColumns("nystroem", table).map((column, c) => {
    const less = shift[c]!;
    return less === 0 ? column : column.map((value) => value - less);
  });

const embed = async (state: Landmarks, table: Table): Promise<readonly Float64Array[]> => {
  const { columns, shift, kernel, landmarks, normalization } = state;
  const size = landmarks.rows;
  const likeness = await kernelColumns(kernel, shiftedColumns(table.select(columns), shift), landmarks);
  return projectColumns(likeness, new Float64Array(size), normalization, size);
};

/** U · sign(Λ) |Λ|^−½ · Uᵀ of a symmetric matrix UΛUᵀ; eigenvalues are taken for 1e-12 at least. */
const inverseRoot = async (columns: readonly Float64Array[], n: number): Promise<Float64Array> => {
  const matrix = new Float64Array(n * n);
  for (const [at, column] of columns.entries()) matrix.set(column, at * n);
  const { values, vectors } = await eigenRows(matrix, n);
  const factors = values.map((value) => Math.sign(value || 1) / Math.sqrt(Math.max(Math.abs(value), 1e-12)));
  const scaled = vectors.map((entry, at) => entry * factors[Math.floor(at / n)]!);
  return multiply(transpose(vectors, n, n), scaled, n, n, n);
};
