import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { optionsWithoutComment, withTables } from "../../../../scripts/concept-tables.ts";
import { describePages, root } from "../../../../scripts/documentation.ts";

describePages(
  "packages/tabular/test/docs",
  ["docs/tables.md", "docs/fit.md", "docs/large-data.md", "packages/tabular/README.md"],
  ["examples/data/penguins/penguins.csv"],
);

it("the walk through a search shows the grammar that it runs with", async () => {
  const text = await readFile(join(root, "docs/fit.md"), "utf8");
  const grammar = await readFile(join(root, "packages/tabular/test/docs/grammar.ts"), "utf8");
  expect(text).toContain(`\`\`\`ts grammar.ts\n${grammar}\`\`\``);
});

it("the README's tables have every concept, as its card says it", async () => {
  const text = await readFile(join(root, "packages/tabular/README.md"), "utf8");
  expect(text.match(/<!-- table: /g)).toHaveLength(4);
  expect(text === withTables(text), "npx tsx scripts/concept-tables.ts writes them anew").toBe(true);
});

it("every option says what it is", () => {
  expect(optionsWithoutComment("tabular")).toEqual([]);
});
