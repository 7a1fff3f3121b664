import * as tabular from "@kaviar/tabular";
import { type StepSubject, stepConformance } from "@kaviar/tabular/conformance";
import { describe, expect, it } from "vitest";
import type * as steps from "../../src/steps/index.ts";

/** The subjects of each step: the rows that it is for, and calls of it. */
const subjects: Readonly<Record<keyof typeof steps, readonly StepSubject[]>> = {
  oversample: [{ make: () => tabular.oversample(), rows: "mixed" }],
  scale: [
    { make: () => tabular.scale(), rows: "numbers" },
    { make: () => tabular.scale({ center: false }), rows: "mixed" },
  ],
  selectBest: [{ make: () => tabular.selectBest({ k: 2 }), rows: "numbers" }],
  selectFalseDiscovery: [{ make: () => tabular.selectFalseDiscovery(), rows: "numbers" }],
  selectVariance: [{ make: () => tabular.selectVariance(), rows: "numbers" }],
  smote: [
    { make: () => tabular.smote(), rows: "numbers" },
    { make: () => tabular.smote({ k: 2 }), rows: "texts" },
  ],
  undersample: [{ make: () => tabular.undersample({ strategy: 0.5 }), rows: "mixed" }],
};

describe.each(Object.entries(subjects))("%s as a step", (_, each) => {
  it.each(
    each.flatMap((subject, i) =>
      stepConformance.map(({ name, run }) => ({ name, subject, run, i, rows: subject.rows })),
    ),
  )("$name ($i: $rows)", async ({ subject, run }) => {
    await expect(run(subject)).resolves.toBeUndefined();
  });
});
