import { symmetricEigen, transpose } from "@kaviar/base/numerics";
import { type Tensor, tensor } from "@kaviar/tensor";

/** Numbers that lie row by row. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

export interface Ridge {
  readonly penalty: number;
  /** [columns, targets], row by row, and a constant for each target. */
  readonly weights: Float64Array;
  readonly constants: Float64Array;
  /** [rows, targets]: what is said of each row by the fit to all others. */
  readonly leftOut: Float64Array;
}

/**
 * min ‖Y − 1b − XW‖² + α‖W‖², α of those given by the least squared error on rows that are left out, each by itself. That
 * takes no further fit: with the hat matrix H of all rows the error of a row left out is (yᵢ − ŷᵢ) / (1 − Hᵢᵢ). (Allen 1974;
 * Golub, Heath & Wahba 1979) All penalties share one eigendecomposition, of XXᵀ or of XᵀX, whichever is smaller. Columns
 * count by their deviation, so that their units do not matter.
 */
export const solveRidge = async (x: Matrix, y: Matrix, penalties: readonly number[]): Promise<Ridge> => {
  const { means, deviations, z } = standardized(x);
  const { means: constants, deviations: scales, z: targets } = centred(y);
  const turned = tensor(z, { shape: [x.rows, x.columns], dtype: "float64" });
  const spectrum = await (x.rows <= x.columns ? byRows(turned) : byColumns(turned));
  const { along, values } = spectrum;
  const images = product(transpose(along, x.rows, values.length), targets, values.length, y.columns);
  let best: { readonly error: number; readonly penalty: number; readonly errors: Float64Array } | undefined;
  for (const penalty of penalties) {
    const errors = errorsLeftOut(spectrum, targets, images, penalty, y.columns);
    let error = 0;
    for (let i = 0; i < errors.length; i++) error += (errors[i]! / scales[i % y.columns]!) ** 2;
    if (!best || error < best.error) best = { error, penalty, errors };
  }
  const { penalty, errors } = best!;
  const shrunk = images.map((value, i) => value / (values[Math.floor(i / y.columns)]! + penalty));
  const weights = await spectrum.weightsOf(shrunk, y.columns);
  for (let j = 0; j < x.columns; j++)
    for (let t = 0; t < y.columns; t++) {
      const own = weights[j * y.columns + t]! / deviations[j]!;
      weights[j * y.columns + t] = own;
      constants[t]! -= own * means[j]!;
    }
  return { penalty, weights, constants, leftOut: y.data.map((value, i) => value - errors[i]!) };
};

/** Columns that are constant are divided by 1: they are 0, and get no weight. */
const standardized = ({ data: x, rows, columns }: Matrix) => {
  const { means, deviations, z } = centred({ data: x, rows, columns });
  for (let i = 0; i < z.length; i++) z[i] = z[i]! / deviations[i % columns]!;
  return { means, deviations, z };
};

const centred = ({ data: x, rows, columns }: Matrix) => {
  const means = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  for (let i = 0; i < x.length; i++) means[i % columns]! += x[i]! / rows;
  const z = x.map((value, i) => value - means[i % columns]!);
  for (let i = 0; i < x.length; i++) deviations[i % columns]! += z[i]! ** 2 / rows;
  for (let j = 0; j < columns; j++) {
    // What rounding leaves of a constant column is none.
    const isConstant = deviations[j]! <= (1e-7 * means[j]!) ** 2;
    deviations[j] = isConstant ? 1 : Math.sqrt(deviations[j]!);
    if (isConstant) for (let i = j; i < z.length; i += columns) z[i] = 0;
  }
  return { means, deviations, z };
};

/** X = U S Vᵀ as far as a ridge needs it. */
interface Spectrum {
  /** The squares of S. */
  readonly values: Float64Array;
  /** U, row by row: one column for each value. */
  readonly along: Float64Array;
  /** (X's weights) V S c for coefficients c of the columns of U, [values, targets]. */
  readonly weightsOf: (coefficients: Float64Array, targets: number) => Promise<Float64Array>;
}

const byRows = async (x: Tensor<"float64">): Promise<Spectrum> => {
  const [rows] = x.shape as [number];
  const { values, vectors } = symmetricEigen(await x.matmul(x.transpose()).data(), rows);
  const along = vectors;
  return {
    values: values.map((value) => Math.max(0, value)),
    along,
    // XᵀU c
    weightsOf: async (coefficients, targets) => {
      const combined = product(along, coefficients, rows, targets);
      return x
        .transpose()
        .matmul(tensor(combined, { shape: [rows, targets], dtype: "float64" }))
        .data();
    },
  };
};

const byColumns = async (x: Tensor<"float64">): Promise<Spectrum> => {
  const columns = x.shape[1]!;
  const { values, vectors } = symmetricEigen(await x.transpose().matmul(x).data(), columns);
  const none = Math.max(...values) * columns * Number.EPSILON;
  const roots = values.map((value) => (value > none ? Math.sqrt(value) : 0));
  const images = await x.matmul(tensor(vectors, { shape: [columns, columns], dtype: "float64" })).data();
  return {
    values: roots.map((root) => root * root),
    along: images.map((value, i) => (roots[i % columns]! > 0 ? value / roots[i % columns]! : 0)),
    weightsOf: async (coefficients, targets) =>
      product(
        vectors,
        coefficients.map((value, i) => value * roots[Math.floor(i / targets)]!),
        columns,
        targets,
      ),
  };
};

/** A·B for B with few columns. */
const product = (a: Float64Array, b: Float64Array, rows: number, columns: number): Float64Array => {
  const inner = a.length / rows;
  const c = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k]!;
      for (let j = 0; j < columns; j++) c[i * columns + j]! += factor * b[k * columns + j]!;
    }
  return c;
};

/** (yᵢ − ŷᵢ) / (1 − Hᵢᵢ), Hᵢᵢ = 1/n + Σₖ uᵢₖ² sₖ² / (sₖ² + α): the constant takes 1/n, and costs nothing. */
const errorsLeftOut = (
  { values, along }: Spectrum,
  targets: Float64Array,
  images: Float64Array,
  penalty: number,
  columns: number,
): Float64Array => {
  const kept = values.map((value) => value / (value + penalty));
  const rows = along.length / values.length;
  const said = product(
    along,
    images.map((value, i) => value * kept[Math.floor(i / columns)]!),
    rows,
    columns,
  );
  const errors = new Float64Array(targets.length);
  for (let i = 0; i < rows; i++) {
    let leverage = 1 / rows;
    for (let k = 0; k < values.length; k++) leverage += along[i * values.length + k]! ** 2 * kept[k]!;
    const rest = Math.max(1 - leverage, 1e-12);
    for (let t = 0; t < columns; t++)
      errors[i * columns + t] = (targets[i * columns + t]! - said[i * columns + t]!) / rest;
  }
  return errors;
};
