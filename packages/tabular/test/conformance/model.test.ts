import { modelConformance } from "@kaviar/tabular/conformance";
import { describe, expect, it } from "vitest";
import { subjects } from "./model-subjects.ts";

describe.each(Object.entries(subjects))("%s as a model", (_, each) => {
  it.each(
    each.flatMap((subject, i) =>
      modelConformance.map(({ name, run }) => ({ name, subject, run, i, rows: subject.rows })),
    ),
  )("$name ($i: $rows)", async ({ subject, run }) => {
    await expect(run(subject)).resolves.toBeUndefined();
  });
});
