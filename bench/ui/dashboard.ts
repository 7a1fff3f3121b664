/**
 * What the dashboard bears: `tsx bench/ui/dashboard.ts [trials]`. A study of so many trials (100 000 unless said) of five
 * parameters is put into an SQLite file and opened in headless Chromium: until all of it is drawn (a pixel of the chart is
 * read back), live updates while ten trials are added every 100 ms, the page's heap, the size of its script, the server's
 * memory. The least of five navigations is told, and of all updates the median and the 95th of a hundred.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { keyedRandom, openStorage } from "@kaviar/tune";
import { openDashboard } from "@kaviar/ui";
import { startBrowser } from "../../packages/tensor/test/runtimes/browser.ts";

const trials = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), "kaviar-bench-ui-"));
const url = `sqlite:${join(folder, "kaviar.db")}`;

const storage = await openStorage(url);
const { study } = await storage.openStudy({
  name: "large",
  directions: ["minimize"],
  seed: 1,
  createdAt: Date.now(),
  attributes: {},
});
const random = keyedRandom(1, 0, "bench");
const added = (number: number) => {
  const params = { a: random(), b: random(), c: random(), d: random(), kind: random() < 0.5 ? "tree" : "network" };
  return {
    trial: {
      state: "complete" as const,
      params,
      dimensions: [],
      values: [params.a + params.b * params.c + (10 * random()) / Math.sqrt(number + 1)],
      attributes: {},
      constraints: {},
      attempt: 1,
      startedAt: 1e12 + number,
      finishedAt: 1e12 + number + 500,
      sampler: "random",
    },
    reports: [],
  };
};
for (let at = 0; at < trials; at += 5_000)
  await storage.add(
    study.id,
    Array.from({ length: Math.min(5_000, trials - at) }, (_, i) => added(at + i)),
  );

const began = performance.now();
const dashboard = await openDashboard({ storage: url, port: 0 });
const opened = performance.now() - began;
const browser = await startBrowser(["--disable-gpu", "--enable-precise-memory-info"]);
if (typeof browser === "string") throw new Error(browser);
const page = await (
  await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US", bypassCSP: true })
).newPage();
await page.goto(dashboard.url);
const address = `${dashboard.url.split("?")[0]}#/studies/${study.id}`;

/** Asks again in the page, each frame, until the chart has marks; gives the time since the navigation began. */
const drawn = (): Promise<number> =>
  page.evaluate(`new Promise((resolve) => {
    const look = () => {
      const canvas = document.querySelector("#history canvas");
      const data = canvas?.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] > 100 && data[i + 2] - data[i] > 60) return resolve(performance.now());
      requestAnimationFrame(look);
    };
    look();
  })`);

const times: number[] = [];
for (let i = 0; i < 5; i++) {
  await page.goto("about:blank");
  await page.goto(address, { waitUntil: "commit" });
  times.push(await drawn());
}

const session = await page.context().newCDPSession(page);
await session.send("Performance.enable");
await session.send("Network.enable");
/** What the page's thread has been busy with, in milliseconds: scripts, styles and layout, painting and all else. */
const busy = async () => {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (wanted: string) => 1e3 * metrics.find(({ name }) => name === wanted)!.value;
  return { script: of("ScriptDuration"), task: of("TaskDuration") };
};
/** Of each update, taken when the page has been through with it: the next one comes after 250 ms. */
const updates: { readonly script: number; readonly task: number }[] = [];
let before = await busy();
session.on("Network.eventSourceMessageReceived", async ({ eventName }) => {
  if (eventName !== "news") return;
  await new Promise((resolve) => setTimeout(resolve, 150));
  const now = await busy();
  updates.push({ script: now.script - before.script, task: now.task - before.task });
  before = now;
});
await page.evaluate(`(() => {
  globalThis.long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ["longtask"] });
})()`);
for (let i = 0; i < 100; i++) {
  await storage.add(
    study.id,
    Array.from({ length: 10 }, (_, at) => added(trials + 10 * i + at)),
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
}
await new Promise((resolve) => setTimeout(resolve, 1_000));
const shown = await page.locator("#trials .says").textContent();
const each = (part: "script" | "task", share: number) =>
  updates
    .map((update) => update[part])
    .sort((a, b) => a - b)
    [Math.floor(share * (updates.length - 1))]!.toFixed(1);
const long = (await page.evaluate("long")) as number[];
await session.send("HeapProfiler.collectGarbage");
const heap = (await session.send("Runtime.getHeapUsage")) as { usedSize: number; backingStorageSize?: number };
const { scripts } = (await import(new URL("../../packages/ui/dist/dashboard-page.js", import.meta.url).href)) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const zipped = (names: readonly string[]) =>
  names.reduce((sum, name) => sum + gzipSync(scripts[name]!).length / 1e3, 0).toFixed(1);
/** What a script imports before it runs, and itself. */
const atOnce = (name: string): readonly string[] => [
  name,
  ...[...scripts[name]!.matchAll(/\bfrom\s*"\.\/([\w-]+\.js)"/g)].flatMap(([, other]) => atOnce(other!)),
];
const first = [...new Set(atOnce("main.js"))];
const later = Object.keys(scripts).filter((name) => !first.includes(name));

console.log(
  [
    `${trials} trials`,
    `server: opened in ${opened.toFixed(0)} ms, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB of memory (with the bench)`,
    `page: drawn ${Math.min(...times).toFixed(0)} ms after navigation (${times.map((time) => time.toFixed(0)).join(", ")})`,
    `live: ${updates.length} updates of ${trials} and more trials; ${each("task", 0.5)} ms each in the median, ${each("script", 0.5)} ms of it scripts, ${each("task", 0.95)} ms in the 95th of a hundred; ${long.length} of them above 50 ms`,
    `heap ${(heap.usedSize / 1e6).toFixed(1)} MB and ${((heap.backingStorageSize ?? Number.NaN) / 1e6).toFixed(1)} MB of columns; script ${zipped(first)} kB as gzip, and ${zipped(later)} kB when charts below the first are drawn`,
    `the page says: ${shown}`,
  ].join("\n"),
);
await browser.close();
await dashboard.close();
await storage.close();
rmSync(folder, { recursive: true });
