import { normal, seededRandom } from "@kaviar/base/random";
import { rocAuc } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import {
  crossValidate,
  decisionTree,
  greedyEnsemble,
  kNearest,
  lda,
  oversample,
  type Pipeline,
  pipeline,
  predictions,
  recursiveElimination,
  selectBest,
  selectByModel,
  selectFalseDiscovery,
  smote,
  stacking,
  table,
} from "../../src/index.ts";

/** 600 rows of noise, and a target that has nothing to do with them: 30 % of one class. */
const noise = (seed: number) => {
  const random = seededRandom(seed);
  const rows = 600;
  const columns = Object.fromEntries(
    Array.from({ length: 8 }, (_, c) => [`x${c}`, Float64Array.from({ length: rows }, () => normal(random))]),
  );
  return table({ ...columns, y: Array.from({ length: rows }, () => (random() < 0.3 ? "yes" : "no")) });
};

describe("noise says nothing of a random target: the AUC is 0.5 ± 0.02, the mean of 20 cross-validations", () => {
  it.each<[string, Pipeline]>([
    ["selectBest", pipeline(selectBest({ k: 3 }), lda())],
    ["mutual information", pipeline(selectBest({ k: 3, score: "mutualInformation" }), lda())],
    ["selectFalseDiscovery", pipeline(selectFalseDiscovery({ method: "fpr", alpha: 0.2 }), lda())],
    ["selectByModel", pipeline(selectByModel({ model: decisionTree({ maxDepth: 4 }), k: 3 }), lda())],
    [
      "recursiveElimination",
      pipeline(recursiveElimination({ model: decisionTree({ maxDepth: 3 }), k: 5, step: 5 }), lda()),
    ],
    ["smote", pipeline(smote(), kNearest({ k: 15 }))],
    ["oversample", pipeline(oversample(), decisionTree({ maxDepth: 4 }))],
    ["predictions", pipeline(predictions(kNearest({ k: 1 }), { folds: 3 }), lda())],
    ["stacking", pipeline(stacking([kNearest({ k: 1 }), lda()], { folds: 3 }))],
    ["greedyEnsemble", pipeline(greedyEnsemble([kNearest({ k: 1 }), lda()], { rounds: 5, folds: 3 }))],
  ])("%s", async (_, pipe) => {
    let sum = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { mean } = await crossValidate(pipe, noise(seed), { target: "y", folds: 5, metrics: [rocAuc], seed });
      sum += mean.rocAuc!;
    }
    expect(Math.abs(sum / 20 - 0.5)).toBeLessThan(0.02);
  });
});
