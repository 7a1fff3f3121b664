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

const run = async (name: string, options: BuildOptions): Promise<string> => {
  const outfile = join(folder, name);
  const entryPoints = [fileURLToPath(new URL("in-worker.ts", import.meta.url))];
  await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm", ...options });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
  return stdout;
};

it("trains in a worker where the packages are left out of the bundle", async () => {
  expect(await run("external.mjs", { external: ["@kaviar/*"] })).toBe("break at 2\ndrained 2\n");
});

it("says what to leave out where they are in it", async () => {
  await expect(run("inside.mjs", {})).rejects.toThrow(/there is no .*worker\.js\.\n.*--external:@kaviar/);
});
