import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { misnamedTests } from "./test-names.ts";

const sources = [
  "packages/x/src/index.ts",
  "packages/x/src/a/b.ts",
  "packages/x/src/a/deep/c.ts",
  "packages/x/page/a/d.tsx",
];
const misnamed = (test: string) => misnamedTests([...sources, `packages/x/test/${test}`]);

describe("a test", () => {
  it.each([
    "index.test.ts",
    "a/b.test.ts",
    "a/b.test-d.ts",
    "a/b.pytorch.test.ts",
    "a/deep.test.ts",
    "a/a.test.ts",
    "a/deep/deep.facts.test.ts",
    "a.test.ts",
    "docs/anything.test.ts",
    "a/fixture.ts",
    "page/a/d.test.ts",
    "page/a.test.ts",
  ])("may be named %s", (test) => {
    expect(misnamed(test)).toEqual([]);
  });

  it.each([
    "b.test.ts",
    "a/c.test.ts",
    "a/facts.test.ts",
    "deep/c.test.ts",
    "a/b-more.test.ts",
    "a/d.test.ts",
    "page/a/b.test.ts",
  ])("may not be named %s", (test) => {
    expect(misnamed(test)).toHaveLength(1);
  });
});

it("all tests have the name of what they test", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const files = readdirSync(join(root, "packages"))
    .flatMap((name) => [`packages/${name}/src`, `packages/${name}/page`, `packages/${name}/test`])
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
        (file) => `${folder}/${file.replaceAll("\\", "/")}`,
      ),
    );
  expect(files.length).toBeGreaterThan(1000);
  expect(misnamedTests(files)).toEqual([]);
});
