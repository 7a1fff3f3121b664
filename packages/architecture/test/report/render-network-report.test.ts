import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundlePage } from "@kaviar/page/bundle";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pages } from "../../../../scripts/pages.ts";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { renderNetworkReport } from "../../src/report/index.ts";
import type { NetworkReport } from "../../src/report/network-report.ts";
import { exampleReport } from "./network-report.ts";

/** What breaks out of a script element, of an element, and of an attribute, where it is not escaped. */
const hostile = `"'</script><script>globalThis.broken = 1</script><img src=x onerror="globalThis.broken = 1"><!--<script>`;

let folder: string;
let browser: Browser | string;

beforeAll(async () => {
  // The page as it is now: the last build may be older.
  await bundlePage(pages.network);
  folder = await mkdtemp(join(tmpdir(), "kaviar-network-report-"));
  browser = await startBrowser();
});

afterAll(async () => {
  if (typeof browser !== "string") await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a report from its file, draws all of it, and tells what went wrong meanwhile. */
const open = async (report: NetworkReport, browser: Browser) => {
  const file = join(folder, `${Math.random()}.html`);
  await writeFile(file, await renderNetworkReport(report));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (!/^data:/.test(request.url()) && request.url() !== pathToFileURL(file).href)
      troubles.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("footer");
  for (const chart of await page.locator(".chart").all()) await chart.scrollIntoViewIfNeeded();
  while (await page.evaluate("document.querySelector('.chart:not([data-drawn])') !== null"))
    await page.waitForTimeout(20);
  const sections = await page.evaluate("[...document.querySelectorAll('section')].map(({ id }) => id)");
  return { page, troubles, sections };
};

/** Pictures that came to nothing. */
const unseen =
  "[...document.querySelectorAll('img')].filter((each) => each.complete && each.naturalWidth === 0).length";

it("shows all of a search over images, at the width of a phone too", async ({ skip }) => {
  if (typeof browser === "string") return skip(browser);
  const { page, troubles, sections } = await open(exampleReport(), browser);
  expect(troubles).toEqual([]);
  expect(sections).toEqual([
    "headline",
    "what-the-search-has-bought",
    "the-network",
    "how-it-learned",
    "how-good-it-is",
    "calibration",
    "confusion",
    "examples",
    "what-it-sees",
    "how-the-search-went",
    "good-and-small",
    "leaderboard",
    "failures",
    "how-to-use-it",
    "notes",
  ]);
  expect(await page.textContent(".verdict")).toContain("between 0.972 and 0.997, 19 times out of 20");
  expect(await page.textContent(".verdict")).toContain("the search has bought 0.011");
  expect(await page.evaluate(unseen)).toBe(0);
  expect(await page.locator(".card .mistaken").count()).toBe(5);
  expect(await page.textContent("#the-network")).toContain("0.21 ms");
  for (const link of await page.locator("nav a").all())
    expect(await page.locator((await link.getAttribute("href"))!).count()).toBe(1);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  await page.close();
});

it("says where the search has bought nothing, and that a score by chosen rows is hopeful", async ({ skip }) => {
  if (typeof browser === "string") return skip(browser);
  const [constant, recipe, network] = exampleReport().bought.map(({ honest: _, ...each }) => each);
  const bought = [constant!, { ...recipe!, validation: 0.99 }, { ...network!, validation: 0.99, isChosen: true }];
  const { page, troubles } = await open(
    exampleReport({ bought, score: { value: 0.99, rows: 300, on: "validation" } }),
    browser,
  );
  expect(troubles).toEqual([]);
  expect(await page.textContent(".verdict")).toContain("The search has bought nothing");
  expect(await page.textContent(".verdict")).toContain("a little hopeful");
  await page.close();
});

it("breaks on nothing that rows, names and errors may hold, however little was found", async ({ skip }) => {
  if (typeof browser === "string") return skip(browser);
  const { judged, trials, ...example } = exampleReport();
  const rows = [
    { text: hostile },
    { text: "" },
    { text: "שלום 🙂" },
    { cells: [[hostile, hostile]] },
    { lines: [{ name: hostile, values: [1] }] },
    { lines: [{ name: "none", values: [null, null] }] },
    { lines: [{ name: "some", values: [1, null, 2, 2] }] },
  ] as const;
  const { page, troubles, sections } = await open(
    {
      ...example,
      title: hostile,
      kind: "text",
      classes: [hostile, "b"],
      trials: [{ ...trials[0]!, words: hostile, family: hostile }],
      examples: rows.map((shown) => ({ shown, actual: hostile, said: "b", isRight: false })),
      judged: {
        ...(judged as Extract<typeof judged, { task: "classes" }>),
        calibration: { error: 0, bins: [] },
        confusion: { mistakes: 3, pairs: [{ actual: hostile, said: "b", rows: 3, of: 9 }] },
      },
      failures: [{ reason: hostile, times: 1, words: hostile }],
      pictures: [],
      winner: { ...example.winner, training: [], layers: [{ ...example.winner.layers[0]!, kind: hostile }] },
    },
    browser,
  );
  expect(troubles).toEqual([]);
  expect(await page.evaluate("globalThis.broken")).toBe(undefined);
  expect(sections).not.toContain("how-it-learned");
  expect(sections).not.toContain("what-it-sees");
  expect(await page.textContent("#confusion")).toContain("of 3 mistakes");
  expect(await page.locator(".lines path").count()).toBe(3);
  await page.close();
});

it("shows numbers against what they are", async ({ skip }) => {
  if (typeof browser === "string") return skip(browser);
  const points = Array.from({ length: 50 }, (_, i) => [i, i + (i % 7)] as const);
  const { page, troubles, sections } = await open(
    exampleReport({
      task: "numbers",
      classes: [],
      judged: { task: "numbers", on: "holdout", rows: 50, scores: [], points, half: 2, nineOfTen: 6 },
    }),
    browser,
  );
  expect(troubles).toEqual([]);
  expect(sections).toContain("said-and-true");
  expect(sections).not.toContain("confusion");
  expect(await page.textContent("#headline")).toContain("half are off by at most");
  await page.close();
});
