/**
 * How soon the pages of a search of pipelines are there: `tsx bench/ui/pipelines.ts [pipelines]`. A real search of 30
 * pipelines is repeated until there are so many (2 000 unless said), each made of earlier ones, and opened in headless
 * Chromium: until the leaderboard is on the screen and painted; and what a live update takes. The median of five is told.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { autofit, readTable } from "@kaviar/tabular";
import { keyedRandom, openStorage } from "@kaviar/tune";
import { openDashboard } from "@kaviar/ui";
import { startBrowser } from "../../packages/tensor/test/runtimes/browser.ts";

const pipelines = Number(process.argv[2] ?? 2_000);
const folder = mkdtempSync(join(tmpdir(), "kaviar-bench-ui-"));
const url = `sqlite:${join(folder, "kaviar.db")}`;

const table = await readTable("examples/data/penguins/penguins.csv");
const budget = { evaluations: 30 };
const found = await autofit(table, { target: "sex", storage: url, name: "small", folder, budget, seed: 1 });
await found.study.close();

const storage = await openStorage(url);
const [small] = await storage.studies();
const { trials } = await storage.changes(small!.id, 0);
const finished = trials.filter(({ state }) => state === "complete");
const random = keyedRandom(1, 0, "bench");
const { directions, attributes } = small!;
const large = await storage.openStudy({ name: "large", directions, seed: 1, createdAt: Date.now(), attributes });
const added = (number: number) => {
  const { params, dimensions, space, values, attributes } = finished[number % finished.length]!;
  const parents = number < 20 ? [] : [0, 1].map(() => Math.floor(random() * number));
  return {
    trial: {
      ...{ params, dimensions, attributes, constraints: {}, attempt: 1, sampler: "evolution" },
      state: number % 3 === 0 ? ("complete" as const) : ("pruned" as const),
      ...(space && { space }),
      ...(values && { values: values.map((value, at) => (at === 0 ? value - 0.01 * random() : value)) }),
      notes: { operator: number < 20 ? "portfolio" : "cross", parents },
      startedAt: 1e12 + 500 * number,
      finishedAt: 1e12 + 500 * number + 900,
    },
    reports: [],
  };
};
for (let at = 0; at < pipelines; at += 500)
  await storage.add(
    large.study.id,
    Array.from({ length: Math.min(500, pipelines - at) }, (_, i) => added(at + i)),
  );

const dashboard = await openDashboard({ storage, port: 0 });
const browser = await startBrowser(["--disable-gpu"]);
if (typeof browser === "string") throw new Error(browser);
const page = await (
  await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US", bypassCSP: true })
).newPage();
await page.goto(dashboard.url);
const address = `${dashboard.url.split("?")[0]}#/studies/${large.study.id}`;

/** Milliseconds since the navigation until this is there and painted. */
const there = (what: string): Promise<number> =>
  page.evaluate(`new Promise((resolve) => {
    const look = () => requestAnimationFrame(() => (${what}) ? requestAnimationFrame(() => resolve(performance.now())) : look());
    look();
  })`);
const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]!;

const opening: number[] = [];
for (let i = 0; i < 5; i++) {
  await page.goto("about:blank");
  await page.goto(address, { waitUntil: "commit" });
  opening.push(await there(`document.querySelectorAll("#leaderboard tbody tr").length > 5`));
}
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable");
const scripts = async (): Promise<number> => {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1e3 * metrics.find(({ name }) => name === "ScriptDuration")!.value;
};
const updates: number[] = [];
for (let i = 0; i < 5; i++) {
  const before = await scripts();
  await storage.add(large.study.id, [added(pipelines + i)]);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  updates.push((await scripts()) - before);
}
console.log(`${pipelines} pipelines: the leaderboard is there after ${median(opening).toFixed(0)} ms,`);
console.log(`an update takes ${median(updates).toFixed(0)} ms of scripts`);
await browser.close();
await dashboard.close();
await storage.close();
rmSync(folder, { recursive: true });
