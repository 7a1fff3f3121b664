import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describePages, root } from "../../../../scripts/documentation.ts";

describePages("packages/tune/test/docs", ["packages/tune/README.md", "docs/tuning.md", "docs/optuna.md"]);

const readme = await readFile(join(root, "packages/tune/README.md"), "utf8");

it("the README shows the objective that its first example runs", async () => {
  expect(readme).toContain(await readFile(new URL("objective.ts", import.meta.url), "utf8"));
});

it.each(["samplers", "pruners"])("the README says when to choose each of the %s", async (folder) => {
  const index = await readFile(join(root, `packages/tune/src/${folder}/index.ts`), "utf8");
  const names = [...index.matchAll(/export \{(.*?)\}/gs)].flatMap((match) =>
    match[1]!.split(",").map((name) => name.trim()),
  );
  const makers = names.filter((name) => /^\w+$/.test(name) && name !== "goOn");
  expect(makers.length).toBeGreaterThan(8);
  expect(makers.filter((name) => !readme.includes(`| \`${name}(`))).toEqual([]);
});
