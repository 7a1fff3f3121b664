import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { optionsWithoutComment, withTables } from "../../../../scripts/concept-tables.ts";
import { page as weights, withConversions } from "../../../../scripts/conversions-table.ts";
import { describePages, root } from "../../../../scripts/documentation.ts";

describePages("packages/nn/test/docs", [
  "packages/nn/README.md",
  "docs/training.md",
  "docs/custom-training.md",
  "docs/weights.md",
]);

it("the README's tables have every concept, as its card or its comment says it", async () => {
  const text = await readFile(join(root, "packages/nn/README.md"), "utf8");
  expect(text.split("\n").length).toBeLessThan(480);
  expect(text === withTables(text), "npx tsx scripts/concept-tables.ts writes them anew").toBe(true);
});

it("the table of conversions says what loadWeights does", async () => {
  const text = await readFile(weights, "utf8");
  expect(text === withConversions(text), "npx tsx scripts/conversions-table.ts writes it anew").toBe(true);
});

it("every option says what it is", () => {
  expect(optionsWithoutComment("nn")).toEqual([]);
});
