/** Programs for Node that users bundle: with the packages left out of the bundle, or in it. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type BuildOptions, build } from "esbuild";
import { afterAll, expect, it } from "vitest";

const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "bundled-"));
afterAll(() => rmSync(folder, { recursive: true }));

const program = fileURLToPath(new URL("in-worker.ts", import.meta.url));

const run = async (name: string, options: BuildOptions): Promise<string> => {
  const outdir = join(folder, name);
  const common = { outdir, bundle: true, platform: "node", format: "esm", logLevel: "error" } as const;
  await build({ ...common, entryPoints: { main: program }, outExtension: { ".js": ".mjs" }, ...options });
  const { stdout } = await promisify(execFile)(process.execPath, [join(outdir, "main.mjs")]);
  return stdout;
};

it("trains in a worker where the packages are left out of the bundle", async () => {
  expect(await run("external", { external: ["@kaviar/*"] })).toBe("break at 2\ndrained 2\n");
});

it("says how the worker is made where they are in it", async () => {
  await expect(run("inside", {})).rejects.toThrow(
    /A thread .* runs a file of its own.* there is no .*tensor-worker\.mjs\.\n.*esbuild tensor-worker=@kaviar\/tensor\/worker.*--external:@kaviar/,
  );
});

it("trains in a worker that is one more entry point", async () => {
  const entryPoints = { main: program, "tensor-worker": "@kaviar/tensor/worker" };
  expect(await run("entries", { entryPoints, splitting: true })).toBe("break at 2\ndrained 2\n");
});
