import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readAutofitOptions } from "../../../src/autofit/options.ts";
import { begunBefore, keepBegun } from "../../../src/autofit/preparing/same-search.ts";
import { table } from "../../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-same-search-"));
afterAll(() => rmSync(folder, { recursive: true }));

const people = table({ age: [41, 29, 33], plan: ["a", "b", "a"], left: ["yes", "no", "no"] });
const given = { target: "left", storage: `sqlite:${join(folder, "study.db")}`, name: "left", seed: 1 };
const options = (more: object = {}) => readAutofitOptions({ ...given, ...more } as never);
const begun = {
  rows: 2,
  warm: { first: [], notes: ["kept"] },
  directions: ["maximize", "minimize", "minimize"],
} as const;

describe("a search that goes on", () => {
  it("looks at as many rows as it was begun with, and starts fresh under another name", async () => {
    expect(await begunBefore(people, options())).toBeUndefined();
    await keepBegun(people, options(), begun);
    expect(await begunBefore(people, options())).toMatchObject({ rows: 2, warm: begun.warm });
    expect(await begunBefore(people, options({ budget: { time: "9s" } }))).toMatchObject({ rows: 2 });
    expect(await begunBefore(people, options({ name: "other" }))).toBeUndefined();
    expect(await begunBefore(people, options({ storage: "memory" }))).toBeUndefined();
  });

  it.each([
    ["another target", people, { target: "plan" }, '`target` was "left", and is "plan"'],
    ["other folds", people, { folds: 3 }, "`folds` was 5, and is 3"],
    ["a metric", people, { metric: "logLoss" }, '`metric` was not given, and is "logLoss"'],
    ["another start", people, { warmStart: { storage: "memory", name: "may" } }, 'is "memory#may"'],
    ["a table as holdout", people, { holdout: people }, "`holdout` was 0.2"],
    ["other cells", people.take([0, 2, 1]), {}, "it was begun with 3 rows of 3 columns"],
    ["fewer columns", people.without("age"), {}, "and the table is of 3 rows of 2 columns"],
  ])("is refused with %s", async (_, rows, more, says) => {
    await expect(begunBefore(rows, options(more))).rejects.toThrow(says);
  });
});
