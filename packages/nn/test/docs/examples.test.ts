import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../../../scripts/documentation.ts";
import { runScript } from "../../../../scripts/run-script.ts";

describe("examples", async () => {
  const folder = join(root, "examples");
  const files = (await readdir(folder)).filter((name) => /^[^.]+\.ts$/.test(name));

  it.each(files)("%s runs and says something", async (name) => {
    expect((await runScript(join(folder, name))).stdout.length).toBeGreaterThan(20);
  });

  it("their README has a line for each", async () => {
    const text = await readFile(join(folder, "README.md"), "utf8");
    const named = [...text.matchAll(/^\| \[`([\w-]+\.ts)`\]/gm)].map((match) => match[1]!);
    expect(named.sort()).toEqual(files.sort());
  });
});
