import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleParts } from "@kaviar/page/bundle";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";

/** A page of one text: which version is shown of what it was given last. */
const program = `
import { h, render } from "preact";
import { useUnhurried } from ${JSON.stringify(resolve(import.meta.dirname, "../../page/dashboard/study/use-unhurried.ts"))};

const View = ({ shown }) => h("p", {}, String(useUnhurried(shown).version));
globalThis.show = (shown) => render(h(View, { shown }), document.body);
`;

let folder: string;
let browser: Browser | string;
let script: string;

beforeAll(async () => {
  // Inside of the repository, from where its packages are found.
  folder = await mkdtemp(join(import.meta.dirname, ".unhurried-"));
  const entry = join(folder, "entry.ts");
  await writeFile(entry, program);
  await bundleParts({ entry, styles: [], to: join(folder, "page.mjs") });
  const { scripts } = await import(pathToFileURL(join(folder, "page.mjs")).href);
  script = scripts["main.js"];
  browser = await startBrowser(["--disable-gpu"]);
});

afterAll(async () => {
  if (typeof browser !== "string") await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A page whose clock goes on only as it is told. */
const open = async (skip: (why: string) => never): Promise<Page> => {
  if (typeof browser === "string") return skip(browser);
  const page = await browser.newPage();
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(100_000);
  await page.setContent("<body></body>");
  await page.evaluate(script);
  return page;
};

/** Gives it a version of so many trials: one of them has changed, or, by another filter, any of them may have. */
const show = async (page: Page, version: number, rows: number, by: "change" | "filter" = "change") => {
  const changed = by === "change" ? "[0]" : "undefined";
  await page.evaluate(`show({ version: ${version}, table: { rows: ${rows} }, changed: ${changed} })`);
  await page.clock.runFor(1);
};

const shown = (page: Page) => page.textContent("p");

describe("what charts of many trials show", () => {
  it("below 10 000 trials is each change at once", async ({ skip }) => {
    const page = await open(skip);
    for (const version of [1, 2, 3]) {
      await show(page, version, 9_999);
      expect(await shown(page)).toBe(String(version));
    }
    await page.close();
  });

  it("from 10 000 on is a change at once after a pause, and then the last of all that come within two seconds", async ({
    skip,
  }) => {
    const page = await open(skip);
    await show(page, 1, 10_000);
    expect(await shown(page)).toBe("1");
    await page.clock.runFor(2_000);
    for (const version of [2, 3, 4]) await show(page, version, 10_000);
    expect(await shown(page)).toBe("2");
    await page.clock.runFor(1_000);
    expect(await shown(page)).toBe("2");
    await page.clock.runFor(1_100);
    expect(await shown(page)).toBe("4");
    await page.close();
  });

  it("is another filter at once, however many trials there are", async ({ skip }) => {
    const page = await open(skip);
    for (const version of [1, 2, 3]) await show(page, version, 100_000);
    expect(await shown(page)).toBe("2");
    await show(page, 4, 100_000, "filter");
    expect(await shown(page)).toBe("4");
    await page.close();
  });
});
