import { withCard } from "@kaviar/base/card";
import { either, finite, flag, type OptionsOf, record, text, whole } from "@kaviar/base/check";
import type { SummedTrees } from "../contract/model.ts";
import { checkExplained } from "../evaluation/check-explained.ts";
import { kernelShap } from "../evaluation/kernel-shap.ts";
import { classNumber } from "../evaluation/one-output.ts";
import { applySteps } from "../fitting/chain.ts";
import { options } from "../options.ts";
import { conform } from "../pipeline/conform.ts";
import type { Predictor, TrainedPipeline } from "../pipeline/trained-pipeline.ts";
import { originsOf } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import { treeMatrix } from "../trees/tree-matrix.ts";
import { treeShap } from "./tree-shap.ts";

const read = options("shap", {
  /** Which class is explained; of two classes the second unless said. */
  class: either(either(finite, text), flag).optional(),
  /** Rows that stand for what is not known, where there are no trees to say it; up to 50 of the explained ones unless said. */
  background: record<Table>("a table", "rows", "columns", "data").optional(),
  /** The most coalitions of columns that are tried for a row, where there are no trees. */
  samples: whole(4).optional(),
  /** Another one draws other coalitions. */
  seed: whole().optional(),
});

export type ShapOptions = OptionsOf<typeof read>;

/** Why a model says of each row what it says. */
export interface ShapExplanation {
  readonly columns: readonly string[];
  /** What is explained: base and the values of a row sum to it. */
  readonly of: "number" | "logarithm" | "probability" | "log odds";
  /** What is said where nothing of a row is known. */
  readonly base: number;
  /** What each column adds to it, a row after the other. */
  readonly values: Float64Array;
}

/**
 * What each column adds to what a model says of a row: exactly for trees, by coalitions of columns for all others.
 *
 * ```ts
 * const { columns, base, values } = await shap(model, test.head(100));
 * values.subarray(0, columns.length);                     // of the first row
 * ```
 * Columns are those of the table: what the columns that a step made of one add, it adds. Where a step mixes columns, as
 * `pca` does, the columns that the model sees are explained. Boosted trees are explained in log odds, which add up.
 */
export const shap = withCard(
  async (model: Predictor, table: Table, given: ShapOptions = {}): Promise<ShapExplanation> => {
    checkExplained("shap", model, table);
    const { class: chosen, ...rest } = read(given);
    const trees = treesOf(model);
    if (trees) return explainTrees(trees, table, classNumber("shap", model, chosen));
    // Refused here, by the name that was called.
    classNumber("shap", model, chosen);
    const { columns, base, values } = await kernelShap(model, table, {
      ...rest,
      ...(chosen === undefined ? {} : { class: chosen }),
    });
    return { columns, of: model.task === "classes" ? "probability" : "number", base, values };
  },
  {
    about: {
      name: "SHAP",
      formula: "φⱼ = Σ_{S ∌ j} |S|! (p − |S| − 1)! / p! · (f(S ∪ j) − f(S))",
      use: "why a model says what it says of a row; summed over rows, what matters to it",
      pitfall: "it explains the model, not the world: of columns that go together each has a share of what they know",
      reference: "Lundberg & Lee 2017; Lundberg et al. 2018",
      seeAlso: ["kernelShap", "permutationImportance", "partialDependence"],
    },
  },
);

interface Trees extends SummedTrees {
  readonly model: TrainedPipeline;
}

const treesOf = (model: Predictor): Trees | undefined => {
  if (!("trained" in model)) return undefined;
  const trained = model as TrainedPipeline;
  const fitted = trained.trained.chain.model;
  const trees = fitted?.model.definition.trees?.(fitted.state, fitted.model.options);
  return trees && { ...trees, model: trained };
};

/** Whether a model is explained exactly, by its trees. */
export const hasTrees = (model: Predictor): boolean => treesOf(model) !== undefined;

const explainTrees = async (
  { ensemble, levels, sum, model }: Trees,
  table: Table,
  wanted: number,
): Promise<ShapExplanation> => {
  const given = conform(table, model.inputs);
  const seen = await applySteps(model.trained.chain.steps, given);
  const { values, base } = treeShap(ensemble, treeMatrix(seen, levels));
  const { outputs } = ensemble;
  const output = outputs === 1 ? 0 : wanted;
  // Two classes have one sum between them, the second one's.
  const other = outputs === 1 && model.task === "classes" && wanted === 0;
  const isMixed = seen.data.some((column) => originsOf(column).length !== 1);
  const columns = isMixed ? seen.columns : given.columns;
  const place = new Map(columns.map((name, c) => [name, c]));
  const to = seen.data.map((column) => place.get(isMixed ? column.name : originsOf(column)[0]!)!);
  const added = new Float64Array(seen.rows * columns.length);
  for (let row = 0; row < seen.rows; row++) {
    for (const [c, at] of to.entries()) {
      const value = values[(row * to.length + c) * outputs + output]!;
      added[row * columns.length + at]! += other ? -value : value;
    }
  }
  const expected = base[output]!;
  return {
    columns,
    of: sum,
    base: !other ? expected : sum === "probability" ? 1 - expected : -expected,
    values: added,
  };
};
