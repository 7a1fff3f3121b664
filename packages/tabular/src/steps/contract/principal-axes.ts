import { singularValues, transpose } from "@kaviar/base/numerics";
import { eigenRows } from "../../kernels/eigen.ts";
import { gramOfColumns } from "../../kernels/gram.ts";
import { projectColumns } from "../../kernels/project.ts";

interface Axes {
  /** Singular values, the largest first. */
  readonly values: Float64Array;
  /** Right singular vectors, of the first of them. */
  readonly vectors: readonly Float64Array[];
}

/** Eigenvalues of XᵀX below this share of the largest have lost digits: X itself is decomposed. */
const kept = 1e-9;

/**
 * The min(rows, columns) singular values of columns less a number each, and as many principal axes as are wanted of them: by
 * the eigenvectors of XᵀX, or XXᵀ where that is smaller, and exactly where these would lose digits. The largest entry of
 * each is positive, as in scikit-learn. An axis along which nothing varies is 0 where there are fewer rows than columns.
 */
export const principalAxes = async (
  columns: readonly Float64Array[],
  shift: Float64Array,
  wanted: (values: Float64Array) => number,
): Promise<Axes> => {
  const [rows, width] = [columns[0]!.length, columns.length];
  const few = rows < width;
  const n = few ? rows : width;
  const lists = few ? rowsOf(columns, shift) : columns;
  const none = few ? new Float64Array(n) : shift;
  const { values, vectors } = await eigenRows(await gramOfColumns(lists, none), n);
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!);
  const most = Math.max(values[order[0]!]!, 0);
  const isNothing = (value: number): boolean => value <= 4 * Number.EPSILON * n * most;
  if (values.some((value) => !isNothing(value) && value < kept * most)) {
    const exact = singularValues(beside(few ? lists : rowsOf(columns, shift)), rows, width);
    return turn(
      exact.values,
      Array.from({ length: wanted(exact.values) }, (_, k) => part(exact.right, k, width)),
    );
  }
  const found = Float64Array.from(order, (k) => (isNothing(values[k]!) ? 0 : Math.sqrt(values[k]!)));
  const chosen = order.slice(0, wanted(found)).map((k) => part(vectors, k, n));
  if (!few) return turn(found, chosen);
  const axes = await projectColumns(lists, none, transpose(beside(chosen), chosen.length, n), chosen.length);
  for (const [k, axis] of axes.entries()) {
    const length = found[k]!;
    for (let c = 0; c < width; c++) axis[c] = length === 0 ? 0 : axis[c]! / length;
  }
  return turn(found, axes);
};

const part = (all: Float64Array, k: number, length: number): Float64Array => all.slice(k * length, (k + 1) * length);

const beside = (lists: readonly Float64Array[]): Float64Array => {
  const all = new Float64Array(lists.length * lists[0]!.length);
  for (const [k, list] of lists.entries()) all.set(list, k * list.length);
  return all;
};

const rowsOf = (columns: readonly Float64Array[], shift: Float64Array): readonly Float64Array[] => {
  const rows = Array.from(columns[0]!, () => new Float64Array(columns.length));
  for (const [c, column] of columns.entries()) {
    const less = shift[c]!;
    for (let row = 0; row < rows.length; row++) rows[row]![c] = column[row]! - less;
  }
  return rows;
};

/** The largest entry of each is made positive. */
const turn = (values: Float64Array, vectors: readonly Float64Array[]): Axes => {
  for (const own of vectors) {
    let largest = 0;
    for (let c = 0; c < own.length; c++) if (Math.abs(own[c]!) > Math.abs(largest)) largest = own[c]!;
    if (largest < 0) for (let c = 0; c < own.length; c++) own[c] = -own[c]!;
  }
  return { values, vectors };
};
