/**
 * What the report of a study bears: `tsx bench/ui/report.ts [trials …]`. Of a study of so many trials (10 000 and 100 000
 * unless said) the report is written and opened from its file in headless Chromium: until the page is there, until the
 * values of its history are drawn (a pixel is read back), until every chart is, until the page is at rest, and its heap then.
 * The median of three.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openStorage, openStudy, renderReport } from "@kaviar/tune";
import type { CDPSession } from "playwright-core";
import { startBrowser } from "../../packages/tensor/test/runtimes/browser.ts";
import { madeStudy } from "./made-trials.ts";

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000];
const folder = mkdtempSync(join(tmpdir(), "kaviar-bench-report-"));
const runs = Number(process.env.RUNS ?? 3);

/** Waits until the page's thread has next to nothing to do: what comes in instalments is there then. */
const quiet = async (session: CDPSession): Promise<void> => {
  await session.send("Performance.enable");
  const busy = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1e3 * metrics.find(({ name }) => name === "TaskDuration")!.value;
  };
  for (let before = await busy(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const now = await busy();
    if (now - before < 25) return;
    before = now;
  }
};

/** Looks each frame at what is there, and keeps when it was first. */
const watch = `(() => {
  const seen = {};
  let done;
  globalThis.seen = new Promise((resolve) => {
    done = resolve;
  });
  const isDrawn = () => {
    // Of very many marks a chart may have several canvases.
    for (const canvas of document.querySelectorAll("#history canvas")) {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 100 && data[i + 2] - data[i] > 60) return true;
    }
    return false;
  };
  const look = () => {
    if (document.querySelector("footer") !== null) seen.page ??= performance.now();
    if (seen.page !== undefined && seen.history === undefined && isDrawn()) seen.history = performance.now();
    const charts = document.querySelectorAll("section .chart");
    if (charts.length > 0 && seen.history !== undefined && [...charts].every(({ dataset }) => "drawn" in dataset)) {
      seen.all = performance.now();
      return done(seen);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

interface Seen {
  readonly page: number;
  readonly history: number;
  readonly all: number;
}

const opened = async (
  file: string,
): Promise<Seen & { readonly still: number; readonly heap: number; readonly beside: number }> => {
  const browser = await startBrowser(["--disable-gpu"]);
  if (typeof browser === "string") throw new Error(browser);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
  page.setDefaultTimeout(600_000);
  await page.addInitScript(watch);
  await page.goto(pathToFileURL(file).href, { waitUntil: "commit" });
  const seen = (await page.evaluate("globalThis.seen")) as Seen;
  const session = await page.context().newCDPSession(page);
  await quiet(session);
  const still = ((await page.evaluate("performance.now()")) as number) - 250;
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = (await session.send("Runtime.getHeapUsage")) as {
    readonly usedSize: number;
    readonly backingStorageSize?: number;
  };
  await browser.close();
  return { ...seen, still, heap: usedSize / 1e6, beside: backingStorageSize / 1e6 };
};

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

for (const trials of sizes) {
  const storage = await openStorage("memory");
  await madeStudy(storage, "large", trials);
  const study = await openStudy("large", { storage });
  const began = performance.now();
  const html = await renderReport(study);
  const rendered = performance.now() - began;
  const file = join(folder, `${trials}.html`);
  writeFileSync(file, html);
  const all: Awaited<ReturnType<typeof opened>>[] = [];
  for (let run = 0; run < runs; run++) all.push(await opened(file));
  const of = (part: keyof (typeof all)[number], scale = 1) =>
    (middle(all.map((each) => each[part])) / scale).toFixed(2);
  console.log(
    `${trials} trials: ${(html.length / 1e6).toFixed(2)} MB, written in ${(rendered / 1e3).toFixed(1)} s; page ${of("page", 1e3)} s, history ${of("history", 1e3)} s, all charts ${of("all", 1e3)} s, at rest ${of("still", 1e3)} s; heap ${of("heap")} MB and ${of("beside")} MB of columns`,
  );
  await study.close();
  await storage.close();
}
rmSync(folder, { recursive: true });
