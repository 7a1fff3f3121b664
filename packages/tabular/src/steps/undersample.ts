import type { OptionsOf } from "@kaviar/base/check";
import { underSample } from "@kaviar/nn";
import { createStep } from "../contract/step.ts";
import { takeTraining } from "../contract/training.ts";
import { options } from "../options.ts";
import { classesOf, countsBelow, onlyWhileFitting, resampled, samplingStrategy } from "./contract/resampling.ts";

const read = options("undersample", {
  /** Rows that each class has at most: what the smallest is a share of, or numbers by class (the others stay as they are). */
  strategy: samplingStrategy.default(1),
});

export type UndersampleOptions = OptionsOf<typeof read>;

/**
 * Rows of frequent classes are left out, drawn at random, while a pipeline is fitted.
 *
 * ```ts
 * pipeline(encode(), undersample({ strategy: 0.5 }), svm());
 * ```
 * With a strategy of 0.5 no class keeps more than twice the rows of the smallest. Rows to predict for all stay.
 */
export const undersample = createStep(
  read,
  {
    name: "Random under-sampling",
    formula: "rows left out at random until n_c ≤ min n / s",
    use: "plenty of rows of the frequent class, and models that are slow with many",
    pitfall: "throws away what could be learned from; probabilities come out too high for the rare class",
    reference: "He & Garcia 2009",
    seeAlso: ["oversample", "smote"],
  },
  {
    ...onlyWhileFitting(read.owner),
    fitTraining: async (training, { strategy }, { seed }) => {
      const target = classesOf("undersample", training);
      const counts = Object.fromEntries(countsBelow("undersample", strategy, target).entries());
      return resampled(training, takeTraining(training, underSample(target.codes, { seed, counts })));
    },
  },
);
