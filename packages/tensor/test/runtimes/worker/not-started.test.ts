/** What a page says of a worker whose script is not there, is something else, or may not run; and where it says to look. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve, startBrowser } from "../browser.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "kaviar-worker-"));
const browser = await startBrowser();
if (typeof browser === "string") console.warn(`The tests in a browser are skipped: ${browser}`);

const program = `
import { compile, configure, tensor, workerRuntime } from "../../../src/index.ts";
globalThis.sum = async (settings) => {
  configure(settings);
  const device = workerRuntime();
  try {
    return await compile((x) => x.sum(), { device })(tensor([1, 2, 3])).item();
  } catch (error) {
    return [error.name, error.code, error.message].join(" ");
  } finally {
    await device.close();
  }
};`;

const bundle = (outdir: string, format: "esm" | "iife", entry?: string) =>
  build({
    entryPoints: [
      { in: "page", out: "page" },
      ...(entry ? [{ in: path("../../../src/tensor-worker.ts"), out: entry }] : []),
    ],
    plugins: [
      {
        name: "the page",
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^page$/ }, () => ({ path: "page", namespace: "page" }));
          onLoad({ filter: /./, namespace: "page" }, () => ({
            contents: program,
            resolveDir: path("."),
            loader: "ts",
          }));
        },
      },
    ],
    bundle: true,
    outdir: join(folder, outdir),
    format,
    splitting: format === "esm",
    logLevel: "error",
  });

const wasmUrl = "/ort/";

interface Visit {
  readonly page: string;
  readonly settings?: object;
  readonly policy?: string;
  readonly fallback?: string;
}

/** What the page at `page` computes, or says instead. */
const visit = async ({ page, settings = {}, ...serving }: Visit): Promise<unknown> => {
  if (typeof browser === "string") throw new Error(browser);
  const folders = { "/ort/": path("../../../../../node_modules/onnxruntime-web/dist/"), "/": `${folder}/` };
  const site = await serve(folders, { isolated: false, ...serving });
  const tab = await browser.newPage();
  try {
    await tab.goto(new URL(page, site.url).href);
    await tab.waitForFunction("globalThis.sum");
    return await tab.evaluate(`sum(${JSON.stringify({ wasmUrl, ...settings })})`);
  } finally {
    await tab.close();
    await site.stop();
  }
};

describe.skipIf(typeof browser === "string")("a worker in a page", () => {
  beforeAll(async () => {
    const html = (type: string) => `<!doctype html><script ${type} src="page.js"></script>`;
    for (const [outdir, format, entry] of [
      ["alone", "esm", undefined],
      ["beside", "esm", "tensor-worker"],
      ["elsewhere", "esm", "threads/kaviar"],
      ["script", "iife", "tensor-worker"],
    ] as const) {
      mkdirSync(join(folder, outdir));
      await bundle(outdir, format, entry);
      writeFileSync(join(folder, outdir, "index.html"), html(format === "esm" ? 'type="module"' : "defer"));
    }
  });
  afterAll(async () => {
    if (typeof browser !== "string") await browser.close();
    rmSync(folder, { recursive: true });
  });

  it("runs where its script is beside the page's, and takes its files from where the page does", async () => {
    expect(await visit({ page: "beside/index.html" })).toBe(6);
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
    expect(await visit({ page: "beside/index.html", policy })).toBe(6);
  });

  it("runs where its script is said to be, from the page on", async () => {
    expect(await visit({ page: "elsewhere/index.html", settings: { workerUrl: "threads/kaviar.js" } })).toBe(6);
    const settings = { workerUrl: "tensor-worker.js", wasmUrl: "../ort/" };
    expect(await visit({ page: "script/index.html", settings })).toBe(6);
  });

  it.each([
    ["is not there", {}, /there is no http\S+\/alone\/tensor-worker\.js \(status 404\)\.\n/],
    [
      "is a page",
      { fallback: "<!doctype html>" },
      /what is served as http\S+\/tensor-worker\.js is text\/html, not JavaScript\.\n/,
    ],
    [
      "was said to be elsewhere",
      { settings: { workerUrl: "/a.js" } },
      /there is no http:\/\/[^/]+\/a\.js \(status 404\)\.\n/,
    ],
    [
      "is of another origin",
      { settings: { workerUrl: "http://localhost:1/a.js" } },
      /http:\/\/localhost:1\/a\.js is of another origin than the page\.\n/,
    ],
  ] as const)("says what is wrong where its script %s", async (_, more, evidence) => {
    const said = await visit({ page: "alone/index.html", ...more });
    expect(said).toMatch(/^TensorError device A worker in a page runs a script of its own/);
    expect(said).toMatch(evidence);
    expect(said).toMatch(/esbuild .*tensor-worker=@kaviar\/tensor\/worker\n.*configure\(\{ workerUrl/);
  });

  it("says what is wrong where the page's policy forbids it", async () => {
    const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'";
    expect(await visit({ page: "beside/index.html", policy })).toMatch(
      /is there and does not run: .*\(worker-src\)\.\n/,
    );
  });

  it("says that a page needs a server where it was opened as a file", async () => {
    const page = pathToFileURL(join(folder, "script/index.html")).href;
    expect(await visit({ page })).toMatch(
      /this page was opened as a file, and only pages of a server have workers\.\n/,
    );
  });

  it("says what WebAssembly has to be allowed by", async () => {
    expect(await visit({ page: "beside/index.html", policy: "default-src 'self'" })).toMatch(/\n.*'wasm-unsafe-eval'/);
  });
});
