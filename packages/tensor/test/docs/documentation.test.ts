import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { primitives } from "../../src/primitives/table.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const tsx = join(root, "node_modules/tsx/dist/cli.mjs");

/** Runs TypeScript as a user would: in a process of its own, against the built package. */
const runScript = async (file: string): Promise<string> => {
  const cwd = await mkdtemp(join(tmpdir(), "kaviar-"));
  try {
    return (await run(process.execPath, [tsx, file], { cwd })).stdout;
  } finally {
    await rm(cwd, { recursive: true });
  }
};

/** What a block says it prints: comments behind a `console.log` or `print()`, and comment lines right below. */
const promised = (code: string): string[] => {
  const lines = code.split("\n");
  return lines.flatMap((line, i) => {
    if (!/console\.log\(|\.print\(\)/.test(line)) return [];
    const behind = line.match(/;\s*\/\/ (.*)$/)?.[1];
    const below: string[] = [];
    for (let next = i + 1; /^\/\/ /.test(lines[next] ?? ""); next++) below.push(lines[next]!.slice(3));
    return behind === undefined ? below : [behind, ...below];
  });
};

const pages = ["packages/tensor/README.md", "docs/calculus.md"];
const scratch = join(root, "packages/tensor/test/docs");
const written: string[] = [];
afterAll(() => Promise.all(written.map((file) => rm(file))));

describe.each(pages)("%s", async (page) => {
  const text = await readFile(join(root, page), "utf8");
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => match[1]!);
  it("has examples", () => expect(blocks.length).toBeGreaterThan(2));
  it.each(blocks.map((code, i) => ({ code, name: code.match(/^(?!import)..+$/m)?.[0] ?? `block ${i}`, i })))(
    "prints what it promises: $name",
    async ({ code, i }) => {
      const file = join(scratch, `.${basename(page, ".md")}-${i}.generated.ts`);
      written.push(file);
      await writeFile(file, `${code}\nexport {};\n`);
      const printed = (await runScript(file)).trimEnd().split("\n");
      expect(printed.map((line) => line.trimEnd())).toEqual(promised(code).map((line) => line.trimEnd()));
    },
  );
});

describe("examples", async () => {
  const folder = join(root, "examples");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".ts"));
  it.each(files)("%s runs and says something", async (name) => {
    expect((await runScript(join(folder, name))).length).toBeGreaterThan(20);
  });
});

it("the README's table has every primitive, and no other", async () => {
  const text = await readFile(join(root, "packages/tensor/README.md"), "utf8");
  const table = text.slice(text.indexOf("| primitive | y |"), text.indexOf("### How to add one"));
  const named = [...table.matchAll(/^\| (`[^|]*) \|/gm)].flatMap((row) =>
    [...row[1]!.matchAll(/`(\w+)`/g)].map((match) => match[1]!),
  );
  expect(named.sort()).toEqual(Object.keys(primitives).sort());
});
