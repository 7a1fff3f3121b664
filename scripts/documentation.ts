/**
 * The documentation, run: every ```ts block of a page prints what its comments promise, as TypeScript of a user, in a
 * process of its own, against the built packages.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScript } from "./run-script.ts";

const run = promisify(execFile);
export const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(root, "node_modules/typescript/bin/tsc");

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

/** What the type checker has against files of the user; "" where nothing. */
const checkTypes = async (files: readonly string[]): Promise<string> => {
  const config = join(dirname(files[0]!), `.${basename(files[0]!)}.generated.json`);
  const compilerOptions = { incremental: false, tsBuildInfoFile: null };
  await writeFile(
    config,
    JSON.stringify({ extends: join(root, "tsconfig.tests.json"), compilerOptions, files, include: [] }),
  );
  try {
    return (await run(process.execPath, [tsc, "--noEmit", "-p", config])).stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  } finally {
    await rm(config);
  }
};

/**
 * Tests that the blocks of pages, named from the root, are right for the type checker and do as they say; `scratch` is a
 * folder that finds the packages. `files` lie beside each block when it runs.
 */
export const describePages = (scratch: string, pages: readonly string[], files: readonly string[] = []): void => {
  const read = pages.map((page) => ({ page, blocks: blocksOf(page, scratch) }));
  const blocks = read.flatMap(({ blocks }) => blocks);
  beforeAll(() => Promise.all(blocks.map(({ code, file }) => writeFile(file, `${code}\nexport {};\n`))));
  afterAll(() => Promise.all(blocks.map(({ file }) => rm(file))));

  it("all examples of pages are well typed", async () => {
    expect(await checkTypes(blocks.map(({ file }) => file))).toBe("");
  });
  describe.each(read)("$page", ({ blocks }) => {
    it("has examples", () => {
      expect(blocks.length).toBeGreaterThan(0);
    });
    it.each(blocks)("prints what it promises: $name", async ({ code, file }) => {
      const { stdout } = await runScript(
        file,
        files.map((each) => join(root, each)),
      );
      const printed = stdout.trimEnd().split("\n");
      expect(printed.map((line) => line.trimEnd())).toEqual(promised(code).map((line) => line.trimEnd()));
    });
  });
};

const blocksOf = (page: string, scratch: string) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/^```ts\n(.*?)^```/gms)].map((match, i) => ({
    code: match[1]!,
    name: match[1]!.match(/^(?!import)..+$/m)?.[0] ?? `block ${i}`,
    // Two pages may both be a README.
    file: join(root, scratch, `.${page.replace(/\.md$/, "").replaceAll("/", "-")}-${i}.generated.ts`),
  }));
