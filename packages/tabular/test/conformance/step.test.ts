import { stepConformance } from "@kaviar/tabular/conformance";
import { describe, expect, it } from "vitest";
import { subjects } from "./step-subjects.ts";

describe.each(Object.entries(subjects))("%s as a step", (_, each) => {
  it.each(
    each.flatMap((subject, i) =>
      stepConformance.map(({ name, run }) => ({ name, subject, run, i, rows: subject.rows })),
    ),
  )("$name ($i: $rows)", async ({ subject, run }) => {
    await expect(run(subject)).resolves.toBeUndefined();
  });
});
