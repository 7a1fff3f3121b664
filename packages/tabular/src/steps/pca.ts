import { either, flag, law, type OptionsOf, whole } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import { finiteColumns, numbersOf } from "../contract/matrix.ts";
import { createStep } from "../contract/step.ts";
import { meansOfColumns } from "../kernels/gram.ts";
import { options } from "../options.ts";
import { principalAxes } from "./contract/principal-axes.ts";
import { type Projection, projectTable, projectWires, replaceColumns } from "./contract/projection.ts";

const read = options("pca", {
  /**
   * How many components are kept, or, below 1, so many that together they explain more than this share of the variance.
   * All unless said; there are never more than rows or columns.
   */
  nComponents: either(
    whole(1),
    law<number>("between 0 and 1", (x) => typeof x === "number" && x > 0 && x < 1),
  ).optional(),
  /** Whether each component has deviation 1. */
  whiten: flag.default(false),
});

export type PcaOptions = OptionsOf<typeof read>;

interface PrincipalComponents extends Projection {
  /** Of each component, with n − 1 in the denominator, and its share of that of all columns. */
  readonly variances: Float64Array;
  readonly shares: Float64Array;
}

/**
 * Few columns in the place of many: the directions along which the rows vary most.
 *
 * ```ts
 * pipeline(impute(), encode(), scale(), pca({ nComponents: 0.95 }), logisticRegression());
 * ```
 * The decomposition is exact. The largest weight of a component is positive. Weights of rows are not looked at.
 */
export const pca = createStep(
  read,
  {
    name: "Principal components",
    formula: "z = V (x − μ), V the eigenvectors of the covariance with the largest eigenvalues",
    use: "columns that go together: fewer of them, and none correlated with another",
    pitfall: "columns with large units dominate: scale() before; what varies most need not be what matters",
    reference: "Pearson 1901; Hotelling 1933",
    seeAlso: ["truncatedSvd", "agglomerate", "nystroem"],
  },
  {
    fit: async ({ table }, { nComponents, whiten }): Promise<PrincipalComponents> => {
      const { rows } = table;
      const given = numbersOf("pca", table).map(({ values }) => values);
      const shift = await meansOfColumns(given);
      if (!shift.every(Number.isFinite)) finiteColumns("pca", table);
      const columns = given.length;
      const variancesOf = (values: Float64Array) => values.map((value) => value ** 2 / Math.max(1, rows - 1));
      const { values, vectors } = await principalAxes(given, shift, (values) =>
        countOf(sharesOf(variancesOf(values)), nComponents),
      );
      const variances = variancesOf(values);
      const count = vectors.length;
      const matrix = new Float64Array(columns * count);
      for (const [k, axis] of vectors.entries()) {
        // A component along which nothing varies stays 0.
        const divisor = whiten && variances[k]! > 0 ? Math.sqrt(variances[k]!) : 1;
        for (let c = 0; c < columns; c++) matrix[c * count + k] = axis[c]! / divisor;
      }
      return {
        columns: table.columns,
        shift,
        matrix,
        names: Array.from({ length: count }, (_, k) => `pca${k}`),
        variances: variances.slice(0, count),
        shares: sharesOf(variances).slice(0, count),
      };
    },
    apply: async (state, table) => replaceColumns(table, state.names, await projectTable("pca", state, table)),
    notes: ({ columns, names, shares }) => {
      const kept = shares.reduce((sum, share) => sum + share, 0);
      return names.length === columns.length
        ? []
        : [
            `pca made ${names.length} of ${plural(columns.length, "column")}, with ${(100 * kept).toFixed(1)} % of their variance.`,
          ];
    },
    onnx: (state, wires, graph) => graph.wires(projectWires(state, wires, graph), state.names),
  },
);

const sharesOf = (variances: Float64Array): Float64Array => {
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  return variances.map((variance) => (total > 0 ? variance / total : 0));
};

const countOf = (shares: Float64Array, nComponents: number | undefined): number => {
  if (nComponents === undefined || nComponents >= shares.length) return shares.length;
  if (nComponents >= 1) return nComponents;
  let sum = 0;
  const enough = shares.findIndex((share) => {
    sum += share;
    return sum > nComponents;
  });
  return enough < 0 ? 1 : enough + 1;
};
