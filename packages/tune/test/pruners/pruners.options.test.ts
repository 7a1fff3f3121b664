import { asha, hyperband, median, patient, percentile, successiveHalving, threshold, wilcoxon } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

describe("options are checked", () => {
  const wrong: Record<string, () => unknown> = {
    "A percentile lies in [0, 100]: got 101.": () => percentile(101),
    "`interval` of median must be a whole number ≥ 1: got 0.": () => median({ interval: 0 }),
    "`patience` of patient must be a whole number ≥ 0: got -1.": () => patient(undefined, { patience: -1 }),
    "`minDelta` of patient must be at least 0: got NaN.": () =>
      patient(median(), { patience: 1, minDelta: Number.NaN }),
    "threshold needs `lower`, `upper` or both: got neither.": () => threshold({}),
    "`lower` must be at most `upper`: got 2 and 1.": () => threshold({ lower: 2, upper: 1 }),
    "`p` of wilcoxon must be between 0 and 1: got 2.": () => wilcoxon({ p: 2 }),
    "`reductionFactor` of asha must be a whole number ≥ 2: got 1.": () => asha({ reductionFactor: 1 }),
    '`minResource` of successiveHalving must be a whole number ≥ 1, or "auto": got 0.': () =>
      successiveHalving({ minResource: 0 }),
    "`maxResource` of hyperband must be at least `minResource`: got 4, and 5.": () =>
      hyperband({ minResource: 5, maxResource: 4 }),
  };
  for (const [message, make] of Object.entries(wrong)) it(message, () => expect(make).toThrow(message));
});
