import { type OptionsOf, whole } from "@kaviar/base/check";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { classesOf, countsAbove, onlyWhileFitting, resampled, samplingStrategy } from "./contract/resampling.ts";
import { mixedRows } from "./smote/mixed-rows.ts";
import { nearestOfClass } from "./smote/nearest-of-class.ts";
import { type NewRow, pairRows } from "./smote/pair-rows.ts";
import { rowsBetween } from "./smote/rows-between.ts";

const read = options("smote", {
  /** How many of the nearest rows of its class a row may be joined with; all others where the class has fewer. */
  k: whole(1).default(5),
  /** Rows that each class has at least: a share of the largest, or numbers by class (the others stay as they are). */
  strategy: samplingStrategy.default(1),
});

export type SmoteOptions = OptionsOf<typeof read>;

/**
 * New rows of rare classes, between known ones, while a pipeline is fitted. In columns of texts and booleans a new row has
 * what most of the neighbours have, and two rows that differ there are as far apart as the median deviation of the
 * numbers (SMOTE-NC).
 *
 * ```ts
 * pipeline(impute(), scale(), smote({ k: 5 }), encode(), logisticRegression());
 * ```
 * Nearness is measured over all columns alike: scale before, encode after. A class of one row is repeated. A new row has a
 * weight between those of its two rows, and the group of the one it starts from.
 */
export const smote = createStep(
  read,
  {
    name: "SMOTE",
    formula: "x + u (x′ − x), x′ one of the k nearest rows of the same class, u uniform in [0, 1)",
    use: "small classes of numbers: new points between known ones instead of copies",
    pitfall: "where classes overlap it makes noise; strong models with a chosen threshold do as well without it",
    reference: "Chawla, Bowyer, Hall & Kegelmeyer 2002",
    seeAlso: ["oversample", "undersample"],
  },
  {
    ...onlyWhileFitting(read.owner),
    fitTraining: async (training, { k, strategy }, context) => {
      const target = classesOf("smote", training);
      const counts = countsAbove("smote", strategy, target);
      const rows = mixedRows(training.table);
      const made: NewRow[] = [];
      for (const [code, count] of counts.entries()) {
        await context.pause();
        const own = Int32Array.from(target.codes.keys()).filter((row) => target.codes[row] === code);
        if (count <= own.length) continue;
        const near = nearestOfClass(rows, own, k);
        made.push(...pairRows(own, near, count - own.length, context.random(code)));
      }
      return resampled(training, rowsBetween(training, made));
    },
  },
);
