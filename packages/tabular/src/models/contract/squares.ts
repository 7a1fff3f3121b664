import { leastSquares, solveNormal } from "@kaviar/base/numerics";
import { finiteColumns, matrixOf, numbersOf } from "../../contract/matrix.ts";
import { gramOfColumns, meansOfColumns } from "../../kernels/gram.ts";
import type { Table } from "../../table/table.ts";
import { weighRows } from "./centre.ts";

/** The least squares of several targets by columns, of which means are taken away, and that are weighed. */
export interface Squares {
  readonly rows: number;
  readonly columns: number;
  /** The weight of all rows. */
  readonly total: number;
  /** What is taken from each column, and from each target: nothing where there is no intercept. */
  readonly means: Float64Array;
  readonly targetMeans: Float64Array;
  /** Products of columns: for no more columns than rows. */
  moments(): Promise<Moments>;
  /** The rows themselves, made when they are asked for. */
  byRow(): { readonly x: Float64Array; readonly targets: Float64Array[] };
}

interface Moments {
  /** XᵀX. */
  readonly products: Float64Array;
  /** Xᵀy of each target. */
  readonly slopes: readonly Float64Array[];
  /** ‖y‖² of each. */
  readonly targetSquares: readonly number[];
}

export const squaresOf = async (
  owner: string,
  table: Table,
  targets: readonly Float64Array[],
  weights: Float64Array | undefined,
  fitIntercept: boolean,
): Promise<Squares> => {
  const given = numbersOf(owner, table).map(({ values }) => values);
  const all = [...given, ...targets];
  const found = await meansOfColumns(all, weights);
  if (!found.every(Number.isFinite)) finiteColumns(owner, table);
  const shift = fitIntercept ? found : new Float64Array(found.length);
  const [rows, columns] = [table.rows, given.length];
  const [means, targetMeans] = [shift.subarray(0, columns), shift.subarray(columns)];
  return {
    rows,
    columns,
    total: weights?.reduce((a, b) => a + b, 0) ?? rows,
    means,
    targetMeans,
    moments: async () => momentsIn(await gramOfColumns(all, shift, weights), columns, all.length),
    byRow: () => {
      const matrix = matrixOf(owner, table);
      const x = matrix.values;
      for (let row = 0, i = 0; row < rows; row++) for (let j = 0; j < columns; j++, i++) x[i] = x[i]! - means[j]!;
      const moved = targets.map((y, k) => y.map((value) => value - targetMeans[k]!));
      for (const values of [x, ...moved]) weighRows({ rows, columns: values.length / rows, values }, weights);
      return { x, targets: moved };
    },
  };
};

export const momentsIn = (all: Float64Array, columns: number, width: number): Moments => {
  const products = new Float64Array(columns * columns);
  for (let j = 0; j < columns; j++) products.set(all.subarray(j * width, j * width + columns), j * columns);
  const targets = Array.from({ length: width - columns }, (_, k) => columns + k);
  return {
    products,
    slopes: targets.map((y) => all.slice(y * width, y * width + columns)),
    targetSquares: targets.map((y) => all[y * width + y]!),
  };
};

/** By products alone where these are good enough; else by the rows, as `leastSquares` does. */
export const solveSquares = async (
  problem: Squares,
  options: { readonly alpha?: number; readonly tolerance?: number },
): Promise<Float64Array[]> => {
  const { rows, columns } = problem;
  const moments = rows >= columns ? await problem.moments() : undefined;
  const solved = moments && solveNormal(moments.products, columns, moments.slopes, options);
  if (solved) return solved;
  const { x, targets } = problem.byRow();
  return leastSquares(x, rows, columns, targets, { ...options, products: moments?.products });
};
