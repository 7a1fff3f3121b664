import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Need } from "@kaviar/tensor/conformance";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wanted } from "../files/trees.ts";
import { serve, startBrowser } from "./browser.ts";
import { type Computed, compute } from "./computation.ts";
import type { Outcome, PageSettings } from "./page.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const sources = path("../../src");

/** A page by esbuild, which leaves .wasm files where they are: `wasmUrl` says where. */
const bundleByEsbuild = async (into: string): Promise<void> => {
  const names = ["conformance", "evaluation/settings", "onnx"];
  await esbuild({
    entryPoints: [path("page.ts")],
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: into,
    logLevel: "error",
    alias: {
      "@kaviar/tensor": `${sources}/index.ts`,
      ...Object.fromEntries(names.map((name) => [`@kaviar/tensor/${name}`, `${sources}/${name}.ts`])),
    },
  });
  writeFileSync(join(into, "page.html"), '<!doctype html><script type="module" src="page.js"></script>');
};

/** The same page by Vite, which puts them beside the page: nothing to say. */
const bundleByVite = async (into: string): Promise<void> => {
  await vite({
    configFile: false,
    logLevel: "error",
    root: path("."),
    base: "./",
    build: { outDir: into, emptyOutDir: true, rolldownOptions: { input: path("page.html") } },
    resolve: {
      alias: [
        { find: /^@kaviar\/tensor$/, replacement: `${sources}/index.ts` },
        { find: /^@kaviar\/tensor\/(.+)$/, replacement: `${sources}/$1.ts` },
      ],
    },
  });
};

const temporary = mkdtempSync(join(tmpdir(), "kaviar-web-"));
const folders = {
  "/esbuild/": `${temporary}/esbuild/`,
  "/vite/": `${temporary}/vite/`,
  "/ort/": path("../../../../node_modules/onnxruntime-web/dist/"),
};
const site = await serve(folders);
const shared = await serve(folders, { isolated: false });
const wasmUrl = `${site.url}/ort/`;

const browser = await startBrowser();
const withSoftwareGpu = await startBrowser([
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
]);
const reason = [browser, withSoftwareGpu].find((each) => typeof each === "string");
if (reason) console.warn(`The tests in a browser are skipped: ${reason}`);

interface OpenedPage {
  readonly conform: (lacks?: readonly Need[]) => Promise<Outcome[]>;
  readonly compute: () => Promise<Computed>;
  readonly failure: () => Promise<string | undefined>;
  readonly runTrees: () => Promise<typeof wanted>;
  readonly close: () => Promise<void>;
}

const open = async (url: string, settings: PageSettings, where: typeof browser = browser): Promise<OpenedPage> => {
  if (typeof where === "string") throw new Error(where);
  const tab = await where.newPage();
  await tab.goto(url);
  await tab.waitForFunction("globalThis.page");
  const call = <T>(name: string, ...args: unknown[]) =>
    tab.evaluate<T>(`page.${name}(${args.map((each) => JSON.stringify(each)).join()})`);
  await call("start", settings);
  return {
    conform: (lacks = []) => call("conform", settings, lacks),
    compute: () => call("compute"),
    failure: () => call("failure"),
    runTrees: () => call("runTrees"),
    close: () => tab.close(),
  };
};

const failures = (outcomes: readonly Outcome[]) => outcomes.filter(({ error }) => error !== undefined);

describe.skipIf(reason)("onnxruntime-web, in Chromium", () => {
  beforeAll(() => Promise.all([bundleByEsbuild(folders["/esbuild/"]), bundleByVite(folders["/vite/"])]));
  afterAll(async () => {
    for (const each of [browser, withSoftwareGpu]) if (typeof each !== "string") await each.close();
    await Promise.all([site.stop(), shared.stop()]);
    rmSync(temporary, { recursive: true });
  });

  it.each([
    ["esbuild", 1, wasmUrl],
    ["esbuild", 2, wasmUrl],
    ["vite", 1, undefined],
    ["vite", 2, undefined],
  ] as const)("keeps the contract: bundled by %s, threads %i", async (bundler, threads, url) => {
    const settings = { device: "cpu", threads, ...(url ? { wasmUrl: url } : {}) } as const;
    const page = await open(`${site.url}/${bundler}/page.html`, settings);
    const outcomes = await page.conform();
    expect(failures(outcomes)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(40);
    await page.close();
  });

  it("has Node's random numbers to the bit, its float32 within 1e-6, and the same bits on two threads", async () => {
    const [one, two] = await Promise.all(
      [1, 2].map(async (threads) => {
        const page = await open(`${site.url}/vite/page.html`, { device: "cpu", threads });
        return page.compute().finally(page.close);
      }),
    );
    expect(two).toEqual(one);
    const here = await compute();
    expect(one!.uniform).toEqual(here.uniform);
    expect(one!.steps).toHaveLength(here.steps.length);
    one!.steps.forEach((number, i) => {
      expect(Math.abs(number - here.steps[i]!)).toBeLessThan(1e-6);
    });
  });

  it("runs trees in double precision, on texts", async () => {
    const page = await open(`${site.url}/vite/page.html`, { device: "cpu", threads: 1 });
    expect(await page.runTrees()).toEqual(wanted);
    await page.close();
  });

  it("does not run on one thread where two were asked for", async () => {
    const page = await open(`${shared.url}/vite/page.html`, { device: "cpu", threads: 2 });
    expect(await page.failure()).toMatch(/^2 threads need a cross-origin isolated page\.\nServe it with/);
    await page.close();
  });

  it("says what is missing where .wasm files are not served", async () => {
    const page = await open(`${site.url}/esbuild/page.html`, { device: "cpu", threads: 1 });
    expect(await page.failure()).toMatch(/^The device "cpu" is not available here: .*\n.*configure\(\{ wasmUrl \}\)/);
    await page.close();
  });

  it("does not take the processor where there is no WebGPU", async () => {
    const page = await open(`${site.url}/vite/page.html`, { device: "webgpu", threads: 1 });
    expect(await page.failure()).toMatch(/^The device "webgpu" is not available here: /);
    await page.close();
  });

  it("keeps the contract on WebGPU as far as ONNX Runtime has kernels, and refuses the rest", async () => {
    const settings = { device: "webgpu", threads: 1 } as const;
    const page = await open(`${site.url}/vite/page.html`, settings, withSoftwareGpu);
    const outcomes = await page.conform(["loop", "float64", "integers", "scatter", "bounds", "length"]);
    expect(failures(outcomes)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(20);
    const refused = failures(await page.conform(["float64", "integers", "scatter", "bounds", "length"]));
    expect(refused.length).toBeGreaterThan(5);
    for (const { error } of refused)
      expect(error).toContain('The device "webgpu" has no kernel for part of this graph');
    await page.close();
  });
});
