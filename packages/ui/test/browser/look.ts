import { bundleParts } from "@kaviar/page/bundle";
import type { Storage, Study } from "@kaviar/tune";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { servedPages } from "../../../../scripts/pages.ts";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { type Dashboard, openDashboard } from "../../src/index.ts";
import { digits, inMemory } from "../studies.ts";
import { type Look, openPage } from "./open-page.ts";

/** Ends a test as not run, saying why. */
type Skip = (why: string) => never;

/** A browser, and a dashboard of the digits with whatever else is added, for the tests of a file. */
export const openHouse = (add: (storage: Storage) => Promise<void> = async () => {}) => {
  let browser: Browser | string;
  let storage: Storage;
  let study: Study;
  let dashboard: Dashboard;

  beforeAll(async () => {
    // The page as it is now: the last build may be older.
    await bundleParts(servedPages.dashboard);
    browser = await startBrowser(["--disable-gpu"]);
    storage = await inMemory();
    study = await digits(storage);
    await add(storage);
    dashboard = await openDashboard({ storage, port: 0 });
  });

  afterAll(async () => {
    if (typeof browser !== "string") await browser?.close();
    await dashboard?.close();
    await study?.close();
    await storage?.close();
  });

  afterEach(async () => {
    if (typeof browser !== "string") for (const context of browser.contexts()) await context.close();
  });

  return {
    get study() {
      return study;
    },
    get storage() {
      return storage;
    },
    at: (hash: string) => `http://127.0.0.1:${dashboard.port}/${hash}`,
    /** Opens the dashboard by a new link; tells what went wrong meanwhile, and whatever was asked of anybody else. */
    open: (skip: Skip, { url = dashboard.link(), ...look }: Look & { readonly url?: string } = {}) =>
      typeof browser === "string" ? skip(browser) : openPage(browser, url, look),
  };
};

export const rows = (page: Page) => page.locator(".trials tbody tr");

export const firstColumn = (page: Page, count: number) =>
  page
    .locator(".trials tbody tr td:first-child")
    .evaluateAll((cells, n) => cells.slice(0, n).map((cell) => cell.textContent), count);

/** Scrolls to an element, and gives its box when it has stopped moving: what lies above is drawn when it is come to. */
export const boxOf = async (page: Page, selector: string) => {
  const element = page.locator(selector).first();
  await element.waitFor();
  let before = "";
  for (;;) {
    await element.scrollIntoViewIfNeeded();
    // What has come near the screen is drawn within three frames, however long those take.
    for (let frame = 0; frame < 3; frame++) await page.evaluate("new Promise(requestAnimationFrame)");
    await page.waitForTimeout(20);
    const box = (await element.boundingBox())!;
    if (JSON.stringify(box) === before) return box;
    before = JSON.stringify(box);
  }
};

/** As much of a canvas as a test looks at: the types of tests are those of Node. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: "2d"): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  };
}

/** As much of a window, and for the same reason. */
export interface Window {
  readonly document: {
    querySelectorAll(selector: string): Iterable<Canvas>;
    readonly body: { readonly dataset: Record<string, string> };
  };
  addEventListener(type: string, listener: () => void): void;
}

/** How many different colours a chart shows beside greys: an empty one has none. */
export const colours = (page: Page, chart = "#history canvas") =>
  page
    .locator(chart)
    .first()
    .evaluate((element) => {
      const canvas = element as unknown as Canvas;
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const strong = new Set<number>();
      for (let i = 0; i < data.length; i += 4) {
        const [red, green, blue, alpha] = [data[i]!, data[i + 1]!, data[i + 2]!, data[i + 3]!];
        if (alpha > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60)
          strong.add((red >> 5) * 64 + (blue >> 5));
      }
      return strong.size;
    });

/** How many pixels of so many columns at the left of a chart are not empty. */
export const inked = (page: Page, chart: string, columns: number) =>
  page.locator(chart).evaluate((element, width) => {
    const canvas = element as unknown as Canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, canvas.height);
    return data.filter((value, at) => at % 4 === 3 && value > 100).length;
  }, columns);
