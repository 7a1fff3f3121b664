import { type OptionsOf, whole } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import { finiteColumns } from "../contract/matrix.ts";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { principalAxes } from "./contract/principal-axes.ts";
import { type Projection, projectTable, projectWires, replaceColumns } from "./contract/projection.ts";

const read = options("truncatedSvd", {
  /** How many components are kept; never more than rows or columns. */
  nComponents: whole(1).default(2),
});

export type TruncatedSvdOptions = OptionsOf<typeof read>;

/**
 * Few columns in the place of many, as `pca`, but from 0 and not from the mean: counts of words that are 0 stay 0.
 *
 * ```ts
 * pipeline(textFeatures(), truncatedSvd({ nComponents: 50 }), logisticRegression());
 * ```
 * The decomposition is exact, where scikit-learn's default is a random approximation. Weights of rows are not looked at.
 */
export const truncatedSvd = createStep(
  read,
  {
    name: "Truncated singular value decomposition",
    formula: "z = V x, V the right singular vectors of X with the largest singular values",
    use: "counts of words, one-hot columns: latent semantic analysis",
    pitfall: "without centring the first component is close to the mean",
    reference: "Eckart & Young 1936; Deerwester et al. 1990",
    seeAlso: ["pca", "textFeatures"],
  },
  {
    fit: async ({ table }, { nComponents }): Promise<Projection> => {
      const columns = table.columns.length;
      const shift = new Float64Array(columns);
      const { vectors } = await principalAxes(finiteColumns("truncatedSvd", table), shift, (values) =>
        Math.min(nComponents, values.length),
      );
      const count = vectors.length;
      const matrix = new Float64Array(columns * count);
      for (const [k, axis] of vectors.entries()) for (let c = 0; c < columns; c++) matrix[c * count + k] = axis[c]!;
      return {
        columns: table.columns,
        shift,
        matrix,
        names: Array.from({ length: count }, (_, k) => `svd${k}`),
      };
    },
    apply: async (state, table) => replaceColumns(table, state.names, await projectTable("truncatedSvd", state, table)),
    notes: ({ columns, names }) =>
      names.length === columns.length
        ? []
        : [`truncatedSvd made ${names.length} of ${plural(columns.length, "column")}.`],
    onnx: (state, wires, graph) => graph.wires(projectWires(state, wires, graph), state.names),
  },
);
