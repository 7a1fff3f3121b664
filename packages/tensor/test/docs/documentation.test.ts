import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describePages, root } from "../../../../scripts/documentation.ts";
import { translations } from "../../src/files/import/table.ts";
import { primitives } from "../../src/primitives/table.ts";

describePages("packages/tensor/test/docs", ["packages/tensor/README.md", "docs/calculus.md"]);

it("the README's table has every primitive, and no other", async () => {
  const text = await readFile(join(root, "packages/tensor/README.md"), "utf8");
  const table = text.slice(text.indexOf("| primitive | y |"), text.indexOf("### How to add one"));
  const named = [...table.matchAll(/^\| (`[^|]*) \|/gm)].flatMap((row) =>
    [...row[1]!.matchAll(/`(\w+)`/g)].map((match) => match[1]!),
  );
  expect(named.sort()).toEqual(Object.keys(primitives).sort());
});

it("the README's list of operators that are imported is whole", async () => {
  const text = await readFile(join(root, "packages/tensor/README.md"), "utf8");
  const [, list] = /^Operators that are imported: ([^.]*)\./m.exec(text)!;
  expect([...list!.matchAll(/`(\w+)`/g)].map((match) => match[1]!)).toEqual(Object.keys(translations).sort());
});
