import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Site, serve, startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { runStudy } from "./study.ts";

let folder: string;
let site: Site;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-tune-browser-"));
  await build({
    entryPoints: [fileURLToPath(new URL("study.ts", import.meta.url))],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2023",
    // What only Node has is behind a dynamic import that a browser never reaches.
    external: ["node:*", "libsql", "postgres", "jiti", "#report-page"],
    logLevel: "error",
  });
  await writeFile(join(folder, "index.html"), "<!doctype html><title>study</title>");
  site = await serve({ "/": folder });
});

afterAll(async () => {
  await site?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("a study in a browser", () => {
  it("runs, and is the same to the value as the one in Node", async ({ skip }) => {
    const browser = await startBrowser();
    if (typeof browser === "string") return skip(browser);
    try {
      const page = await browser.newPage();
      await page.goto(`${site.url}/index.html`);
      const there = (await page.evaluate(`import("/study.js").then(({ runStudy }) => runStudy())`)) as Awaited<
        ReturnType<typeof runStudy>
      >;
      const here = await runStudy();
      expect(there.trials.length).toBe(25);
      expect(there.trials.map(({ state, sampler }) => [state, sampler])).toEqual(
        here.trials.map(({ state, sampler }) => [state, sampler]),
      );
      // The last bits of Math.exp and Math.log are each engine's own.
      there.trials.forEach(({ value }, i) => expect(value).toBeCloseTo(here.trials[i]!.value!, 6));
      expect(there.best).toBeLessThan(0.5);
      expect(there.most).toBe(here.most);
    } finally {
      await browser.close();
    }
  });
});
