import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve, startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { evolve, type Worked, work } from "./work.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/kaviar-tables-`);
const site = await serve({ "/": `${folder}/` });
const browser = await startBrowser();
if (typeof browser === "string") console.warn(`The tests in a browser are skipped: ${browser}`);

afterAll(async () => {
  if (typeof browser !== "string") await browser.close();
  await site.stop();
  rmSync(folder, { recursive: true });
});

describe.skipIf(typeof browser === "string")("pipelines in a browser", () => {
  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: "error",
      root: path("."),
      base: "./",
      build: { outDir: folder, emptyOutDir: true, rolldownOptions: { input: path("page.html") } },
      resolve: {
        alias: [
          { find: /^@kaviar\/base\/(.+)$/, replacement: `${path("../../../base/src")}/$1/index.ts` },
          { find: /^@kaviar\/([^/]+)$/, replacement: `${path("../../..")}/$1/src/index.ts` },
          { find: /^@kaviar\/([^/]+)\/(.+)$/, replacement: `${path("../../..")}/$1/src/$2.ts` },
        ],
      },
    });
  }, 60_000);

  /** What a function of the page comes to. */
  const inPage = async <T>(name: string): Promise<T> => {
    if (typeof browser === "string") throw new Error(browser);
    const page = await browser.newPage();
    const failures: string[] = [];
    page.on("pageerror", (error) => failures.push(String(error)));
    await page.goto(`${site.url}/page.html`);
    await page.waitForFunction("globalThis.page !== undefined");
    const came = (await page.evaluate(`page.${name}()`)) as T;
    expect(failures).toEqual([]);
    return came;
  };

  it("are fitted, scored, exported and loaded as in Node, with the same labels", async () => {
    const there = await inPage<readonly Worked[]>("work");
    const here = await work();
    expect(there).toHaveLength(here.length);
    for (const [i, each] of there.entries()) {
      expect(each.labels).toEqual(here[i]!.labels);
      expect(each.loaded).toEqual(each.labels);
      expect(each.apart).toBeLessThan(1e-9);
      expect(each.accuracy).toBeCloseTo(here[i]!.accuracy, 12);
      expect(each.accuracy).toBeGreaterThan(0.7);
    }
  });

  it("are bred and scored as in Node: the same pipelines, with the same scores", async () => {
    const there = await inPage<readonly string[]>("evolve");
    expect(there).toEqual(await evolve());
    expect(there).toHaveLength(24);
    expect(new Set(there.map((line) => line.split(": ")[0])).size).toBe(24);
  });
});
