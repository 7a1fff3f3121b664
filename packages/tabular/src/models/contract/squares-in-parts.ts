import { symmetricEigen } from "@kaviar/base/numerics";
import type { Parts } from "../../contract/in-parts.ts";
import { finiteColumns, numbersOf } from "../../contract/matrix.ts";
import { gramOfColumns, meansOfColumns } from "../../kernels/gram.ts";
import { momentsIn, type Squares } from "./squares.ts";
import { type Learned, targetsOf, trainingTable } from "./training-rows.ts";

interface Sums {
  readonly total: number;
  /** Of each column, and behind them of each target. */
  readonly means: Float64Array;
  /** Products of all of these less their means. */
  readonly products: Float64Array;
}

/**
 * The least squares of rows that come in parts. Means and products of parts come together as those of all rows do
 * (Chan, Golub & LeVeque 1979). `among` numbers the classes of a part as those of all rows: a part may lack some.
 */
export const squaresInParts = async (
  owner: string,
  parts: Parts,
  fitIntercept: boolean,
  among: (learned: Learned) => Learned,
): Promise<Squares> => {
  let sums: Sums | undefined;
  let columns = 0;
  for await (const part of parts) {
    if (part.table.rows === 0) continue;
    const { learned, table } = trainingTable(owner, part);
    const given = numbersOf(owner, table).map(({ values }) => values);
    columns = given.length;
    const all = [...given, ...targetsOf(among(learned))];
    const found = await meansOfColumns(all, learned.weights);
    if (!found.every(Number.isFinite)) finiteColumns(owner, table);
    const means = fitIntercept ? found : new Float64Array(found.length);
    const own: Sums = {
      total: learned.weights?.reduce((a, b) => a + b, 0) ?? table.rows,
      means,
      products: await gramOfColumns(all, means, learned.weights),
    };
    sums = sums ? together(sums, own) : own;
  }
  const { total, means, products } = sums!;
  return {
    rows: means.length,
    columns,
    total,
    means: means.subarray(0, columns),
    targetMeans: means.subarray(columns),
    moments: async () => momentsIn(products, columns, means.length),
    byRow: () => asRows(products, columns, means.length),
  };
};

const together = (one: Sums, other: Sums): Sums => {
  const total = one.total + other.total;
  const apart = one.means.map((mean, i) => other.means[i]! - mean);
  const n = apart.length;
  const factor = (one.total * other.total) / total;
  return {
    total,
    means: one.means.map((mean, i) => mean + (apart[i]! * other.total) / total),
    products: one.products.map(
      (sum, at) => sum + other.products[at]! + factor * apart[Math.floor(at / n)]! * apart[at % n]!,
    ),
  };
};

/** As many rows as there are columns and targets, which have the same products as all rows have. */
const asRows = (products: Float64Array, columns: number, width: number): ReturnType<Squares["byRow"]> => {
  const { values, vectors } = symmetricEigen(products.slice(), width);
  const x = new Float64Array(width * columns);
  const targets = Array.from({ length: width - columns }, () => new Float64Array(width));
  for (let k = 0; k < width; k++) {
    const root = Math.sqrt(Math.max(values[k]!, 0));
    for (let j = 0; j < width; j++) {
      const value = root * vectors[j * width + k]!;
      if (j < columns) x[k * columns + j] = value;
      else targets[j - columns]![k] = value;
    }
  }
  return { x, targets };
};
