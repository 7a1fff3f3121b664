import type { OptionsOf } from "@kaviar/base/check";
import { overSample } from "@kaviar/nn";
import { createStep } from "../contract/step.ts";
import { takeTraining } from "../contract/training.ts";
import { options } from "../options.ts";
import { classesOf, countsAbove, onlyWhileFitting, resampled, samplingStrategy } from "./contract/resampling.ts";

const read = options("oversample", {
  /** Rows that each class has at least: a share of the largest, or numbers by class (the others stay as they are). */
  strategy: samplingStrategy.default(1),
});

export type OversampleOptions = OptionsOf<typeof read>;

/**
 * Rows of rare classes come again, drawn at random, while a pipeline is fitted.
 *
 * ```ts
 * pipeline(encode(), oversample({ strategy: 0.5 }), randomForest());
 * ```
 * Rows to predict for pass it as they are. A row that comes again brings its weight and its group with it.
 */
export const oversample = createStep(
  read,
  {
    name: "Random over-sampling",
    formula: "rows drawn with replacement until n_c ≥ s · max n",
    use: "rare classes, for models that take no weights",
    pitfall:
      "probabilities come out too high for the rare class: calibrate, or choose a threshold; trees learn copies by heart",
    reference: "He & Garcia 2009",
    seeAlso: ["smote", "undersample"],
  },
  {
    ...onlyWhileFitting(read.owner),
    fitTraining: async (training, { strategy }, { seed }) => {
      const target = classesOf("oversample", training);
      const counts = Object.fromEntries(countsAbove("oversample", strategy, target).entries());
      return resampled(training, takeTraining(training, overSample(target.codes, { seed, counts })));
    },
  },
);
