import { bundleParts } from "@kaviar/page/bundle";
import { log, type Storage, type Study } from "@kaviar/tune";
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

  it("says how far a run is, and has it stopped", async () => {
    const running = study.optimize(
      { rate: log(1e-5, 1) },
      ({ rate }) => new Promise<number>((end) => setTimeout(end, 20, rate)),
      { trials: 1_000, timeout: "1h" },
    );
    const { page, troubles } = await openPage(browser as Browser, dashboard.url);
    const how = /^[1-9]\d* of 1,000 trials, about .* left; until .*\d:\d\d.*: whichever comes first$/;
    await page.locator(".outlook", { hasText: how }).waitFor();
    await page.getByRole("link", { name: "digits" }).click();
    await page.locator(".outlook", { hasText: how }).waitFor();
    await page.getByText("Have it stopped, or enqueue a point").click();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    expect((await running).stopped).toBe("it was asked to stop");
    await page.getByText("Nobody runs it now.").waitFor();
    expect(await page.locator(".outlook").count()).toBe(0);
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
