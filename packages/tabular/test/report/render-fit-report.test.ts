import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundlePage } from "@kaviar/page/bundle";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pages } from "../../../../scripts/pages.ts";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import type { FitReport } from "../../src/report/fit-report.ts";
import { renderFitReport, reportData } from "../../src/report/index.ts";
import { table } from "../../src/table/index.ts";
import { foundOn } from "./found.ts";

/** What breaks out of a script element, of an element, and of an attribute, where it is not escaped. */
const hostile = `"'</script><script>globalThis.broken = 1</script><img src=x onerror="globalThis.broken = 1"><!--<script>`;

/** So long that a busy machine leaves nothing out. */
const seconds = 600;

let folder: string;
let browser: Browser | string;

beforeAll(async () => {
  // The page as it is now: the last build may be older.
  await bundlePage(pages.fit);
  folder = await mkdtemp(join(tmpdir(), "kaviar-fit-report-"));
  browser = await startBrowser();
});

afterAll(async () => {
  if (typeof browser !== "string") await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a report from its file, draws all of it, and tells what went wrong meanwhile. */
const open = async (report: FitReport, browser: Browser) => {
  const file = join(folder, `${Math.random()}.html`);
  await writeFile(file, await renderFitReport(report));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) troubles.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("footer");
  for (const chart of await page.locator(".chart").all()) await chart.scrollIntoViewIfNeeded();
  // By itself: what waits in the page would be evaluated there again, which its policy forbids.
  while (await page.evaluate("document.querySelector('.chart:not([data-drawn])') !== null"))
    await page.waitForTimeout(20);
  return { page, troubles };
};

const sections = "[...document.querySelectorAll('section')].map(({ id }) => id)";

/** The labels of charts that show nothing but their ground. */
const empty = `[...document.querySelectorAll('.chart')].filter((chart) => {
  const canvas = chart.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] > 40 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60) return false;
  return true;
}).map((chart) => chart.getAttribute('aria-label'))`;

it("draws classes: nothing asked of the network, nothing broken by the names it shows", async ({ skip }) => {
  if (typeof browser === "string") return skip(browser);
  const rows = Array.from({ length: 150 }, (_, i) => ({
    [hostile]: i % 13,
    copy: 2 * (i % 13),
    constructor: `${["a", hostile, "c"][i % 3]}`,
    "a name that is far too long for the axis of a chart, and for the head of a column of a table as well": (i * 7) % 5,
    target: i % 13 > 6 ? hostile : `class ${i % 3}`,
  }));
  const given = table(rows);
  const found = await foundOn(given, { target: "target", task: "classes" });
  const { page, troubles } = await open(await reportData(found, given, { command: hostile, seconds }), browser);
  expect(troubles).toEqual([]);
  expect(await page.evaluate("globalThis.broken")).toBe(undefined);
  expect(await page.locator("img, iframe, link").count()).toBe(0);
  expect(await page.evaluate(sections)).toEqual([
    "headline",
    "what-the-search-has-bought",
    "the-model",
    "how-good-it-is",
    "roc",
    "precision-and-recall",
    "calibration",
    "confusion",
    "most-wrong-about",
    "what-it-needs",
    "what-it-has-learned-of-each-column",
    "why-it-says-what-it-says",
    "would-more-rows-help-",
    "how-the-search-went",
    "good-and-simple",
    "leaderboard",
    "how-the-winner-came-about",
    "failures",
    "the-table",
    "worth-a-look",
    "columns",
    "how-to-use-it",
    "notes",
  ]);
  expect(await page.evaluate(empty)).toEqual([]);
  expect(await page.textContent("#how-to-use-it")).toContain(hostile);
  expect(await page.textContent("#failures")).toContain("took more than 3 s");
  for (const link of await page.locator("nav a").all())
    expect(await page.locator((await link.getAttribute("href"))!).count()).toBe(1);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  await page.close();
});

it("fits many classes on paper, and tells long names apart by their ends", async ({ skip }) => {
  if (typeof browser === "string") return skip(browser);
  const rows = Array.from({ length: 240 }, (_, i) => ({
    kind: `a name that is long, of class ${i % 12}`,
    ...Object.fromEntries(Array.from({ length: 9 }, (_, j) => [`measure ${j}`, ((i % 12) * (j + 3)) % 7])),
  }));
  const given = table(rows);
  const found = await foundOn(given, { target: "kind", task: "classes" });
  const { page, troubles } = await open(await reportData(found, given, { seconds: 0 }), browser);
  expect(troubles).toEqual([]);
  const heads = await page.locator(".confusion thead th").allTextContents();
  expect(new Set(heads).size).toBe(13);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 740, height: 1000 });
  const wide = `[...document.querySelectorAll(".scroll")].flatMap((each) =>
    each.scrollWidth > each.clientWidth + 1 ? [each.closest("section").id] : [])`;
  expect(await page.evaluate(wide)).toEqual([]);
  await page.close();
});

it("draws numbers without a holdout, and says that they are of the folds", async ({ skip }) => {
  if (typeof browser === "string") return skip(browser);
  const given = table(
    Array.from({ length: 80 }, (_, i) => ({ x: i % 17, y: (i * 7) % 11, z: (i % 17) ** 2 + (i % 3) / 4 })),
  );
  const found = await foundOn(given, { target: "z", task: "numbers", holdout: false });
  const { page, troubles } = await open(await reportData(found, given, { seconds }), browser);
  expect(troubles).toEqual([]);
  expect(await page.evaluate<string[]>(sections)).toEqual(
    expect.arrayContaining(["said-and-actual", "how-far-it-is-off"]),
  );
  expect(await page.textContent("#headline")).toContain("no rows were held out");
  expect(await page.textContent("#how-good-it-is")).toContain("held out of its fold");
  expect(await page.evaluate(empty)).toEqual([]);
  await page.close();
});

it("draws what is left where there was no time to explain", async ({ skip }) => {
  if (typeof browser === "string") return skip(browser);
  const given = table(Array.from({ length: 60 }, (_, i) => ({ x: i % 17, z: (i % 17) ** 2 })));
  const found = await foundOn(given, { target: "z", task: "numbers" });
  const { page, troubles } = await open(await reportData(found, given, { seconds: 0 }), browser);
  expect(troubles).toEqual([]);
  expect(await page.textContent("#notes")).toContain("Explanations: there was no time for it.");
  expect(await page.evaluate(sections)).not.toContain("what-it-needs");
  await page.close();
});
