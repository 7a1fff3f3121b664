import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Tests of what no source file stands for: what PyTorch says, and what is written about the package. */
const elsewhere = /^(pytorch|docs)\//;

/** `operations/shaping.slice` tests `operations/shaping`, for the topic of slices; a folder counts as what is in it. */
const standsBeside = (name: string): boolean =>
  [name, name.replace(/\.[^./]+$/, "")].some(
    (path) => existsSync(`${root}src/${path}.ts`) || existsSync(`${root}src/${path}`),
  );

it("each test has the path of the source file or folder that it tests", () => {
  const names = readdirSync(`${root}test`, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .flatMap((file) => /^(.*)\.test(?:-d)?\.ts$/.exec(file)?.[1] ?? []);
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => !elsewhere.test(name) && !standsBeside(name))).toEqual([]);
});
