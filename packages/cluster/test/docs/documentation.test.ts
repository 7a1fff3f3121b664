import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describePages, root } from "../../../../scripts/documentation.ts";
import { passedOn } from "../../src/kubernetes/manifest/passed-on.ts";

describePages("packages/cluster/test/docs", ["packages/cluster/README.md", "docs/kubernetes.md"]);

it("the README lists what is passed on to Kubernetes", async () => {
  const readme = await readFile(join(root, "packages/cluster/README.md"), "utf8");
  const listed = /^`options` may have (.*?)\. As texts/ms.exec(readme)![1]!;
  const names = [...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  let known = "";
  try {
    passedOn({ nothingOfThisKind: "" });
  } catch (error) {
    known = (error as { remedy: string }).remedy;
  }
  expect(known).toBe(`It may be told ${known.match(/\w+(?=[,.])/g)!.join(", ")}.`);
  expect(names).toEqual(known.match(/\w+(?=[,.])/g)!.sort());
});
