/**
 * The documentation, run: every ```ts block of a page prints what its comments promise, as TypeScript of a user, in a
 * process of its own, against the built packages.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
export const root = fileURLToPath(new URL("..", import.meta.url));
const tsx = join(root, "node_modules/tsx/dist/cli.mjs");

/** What a script prints; it runs in an empty folder, and may write files there. */
export const runScript = async (file: string): Promise<string> => {
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

/** Tests that the blocks of a page, named from the root, do as they say; `scratch` is a folder that finds the packages. */
export const describePage = (page: string, scratch: string): void =>
  describe(page, async () => {
    const written: string[] = [];
    afterAll(() => Promise.all(written.map((file) => rm(file))));
    const text = await readFile(join(root, page), "utf8");
    const blocks = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => match[1]!);
    it("has examples", () => expect(blocks.length).toBeGreaterThan(2));
    it.each(blocks.map((code, i) => ({ code, name: code.match(/^(?!import)..+$/m)?.[0] ?? `block ${i}`, i })))(
      "prints what it promises: $name",
      async ({ code, i }) => {
        const file = join(root, scratch, `.${basename(page, ".md")}-${i}.generated.ts`);
        written.push(file);
        await writeFile(file, `${code}\nexport {};\n`);
        const printed = (await runScript(file)).trimEnd().split("\n");
        expect(printed.map((line) => line.trimEnd())).toEqual(promised(code).map((line) => line.trimEnd()));
      },
    );
  });
