import { bundleParts } from "@kaviar/page/bundle";
import type { Storage, Study } from "@kaviar/tune";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { servedPages } from "../../../../scripts/pages.ts";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { type Dashboard, openDashboard } from "../../src/index.ts";
import { digits, inMemory } from "../studies.ts";
import { openPage, violations, widthOf } from "./open-page.ts";

const browser: Browser | string = await startBrowser(["--disable-gpu"]);
if (typeof browser === "string") console.warn(`The tests of changes from a page are skipped: ${browser}`);
let storage: Storage;
let study: Study;
let dashboard: Dashboard;

beforeAll(async () => {
  await bundleParts(servedPages.dashboard);
  storage = await inMemory();
  study = await digits(storage, 12);
  dashboard = await openDashboard({ storage, port: 0, allowChanges: true });
});

afterAll(async () => {
  if (typeof browser !== "string") await browser.close();
  await dashboard.close();
  await study.close();
});

describe.skipIf(typeof browser === "string")("a page that may change something", () => {
  it("enqueues a point, says what is wrong with one, and keeps a note", async () => {
    const { page, troubles } = await openPage(browser as Browser, `${dashboard.link()}#/studies/1`);
    await page.getByText("Have it stopped, or enqueue a point").click();
    const point = page.getByLabel("A point to try next");
    await point.fill("{x");
    await page.getByRole("button", { name: "Enqueue" }).click();
    await page.getByText("A point is a record in JSON").waitFor();
    await point.fill('{"rate": 0.001, "optimizer": "adam"}');
    await page.getByRole("button", { name: "Enqueue" }).click();
    await page.getByText("It waits: whoever asks next gets it.").waitFor();
    await page.getByText("1 waiting").first().waitFor();
    expect(await page.getByRole("button", { name: "Stop", exact: true }).isDisabled()).toBe(true);
    await page.goto(`http://127.0.0.1:${dashboard.port}/#/studies/1?trial=3`);
    await page.getByLabel("Note").fill("<i>look here</i>");
    await page.getByRole("button", { name: "Keep" }).click();
    await page.getByText("Kept.").waitFor();
    await page.getByRole("row", { name: "note <i>look here</i>" }).waitFor();
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it.each([
    [1280, "light"],
    [400, "dark"],
  ] as const)("breaks no rule of axe-core at %i and %s", async (width, colorScheme) => {
    const { page } = await openPage(browser as Browser, `${dashboard.link()}#/studies/1`, {
      width,
      colorScheme,
    });
    await page.getByText("Have it stopped, or enqueue a point").click();
    await page.getByLabel("A point to try next").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(width);
    await page.context().close();
  });
});
