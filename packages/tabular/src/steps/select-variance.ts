import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { type KeptColumns, keepColumns, keepWires, keptNotes } from "./contract/kept-columns.ts";
import { weightedMoments } from "./contract/scaling.ts";

const read = options("selectVariance", {
  /** Columns that vary no more than this are left out. */
  threshold: notNegative.default(0),
});

export type SelectVarianceOptions = OptionsOf<typeof read>;

/**
 * Leaves out columns of numbers that hardly vary; those that are constant unless told otherwise.
 *
 * ```ts
 * pipeline(impute(), encode(), selectVariance({ threshold: 0.01 }), ridge());
 * ```
 * The variance is the biased one of the values that are there. It depends on the unit: after scale() all are 1. Columns
 * of texts stay.
 */
export const selectVariance = createStep(
  read,
  {
    name: "Variance threshold",
    formula: "keep j where Var(xⱼ) > t",
    use: "columns that say nothing: constants, categories that hardly anybody has",
    pitfall: "a small unit makes a small variance: metres vary less than millimetres",
    reference: "Guyon & Elisseeff 2003",
    seeAlso: ["selectBest", "selectByModel"],
  },
  {
    fit: ({ table, weights }, { threshold }): KeptColumns => {
      const kept = table.data.flatMap((column) =>
        column.kind === "texts" || weightedMoments(column.values, weights).deviation ** 2 > threshold
          ? [column.name]
          : [],
      );
      if (kept.length > 0) return { kept, columns: table.columns };
      throw new TableError("data", `No column of ${table.columns.length} has a variance above ${threshold}.`, {
        remedy: "Lower `threshold` of selectVariance, or give it columns that vary.",
      });
    },
    apply: keepColumns,
    onnx: keepWires,
    notes: keptNotes(read.owner),
  },
);
