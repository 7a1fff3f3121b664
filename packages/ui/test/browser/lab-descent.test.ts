import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { type Lab, openLab } from "../../src/index.ts";
import { openPage, violationsInEachLook } from "./open-page.ts";

const browser: Browser | string = await startBrowser(["--disable-gpu"]);
if (typeof browser === "string") console.warn(`The tests of the laboratory in a browser are skipped: ${browser}`);
let lab: Lab;

beforeAll(async () => {
  lab = await openLab({ port: 0 });
});

afterAll(async () => {
  if (typeof browser !== "string") await browser.close();
  await lab.close();
});

afterEach(async () => {
  if (typeof browser !== "string") for (const context of browser.contexts()) await context.close();
});

const open = (hash: string) => openPage(browser as Browser, `${lab.url}${hash}`);

/** Waits until what is found holds these words. */
const untilSays = (page: Page, selector: string, words: RegExp) =>
  page.locator(selector).filter({ hasText: words }).first().waitFor();

/** A page on which everything was done that there is to see: no rule is broken in any look, and nothing went wrong. */
const isFine = async ({ page, troubles }: Awaited<ReturnType<typeof open>>) => {
  expect(await violationsInEachLook(page)).toEqual([]);
  expect(troubles).toEqual([]);
};

// What these rooms compute is proved in Node (packages/ui/test/lab): here it is seen, used by the keyboard, and judged.
describe.skipIf(typeof browser === "string")("the rooms about descent", () => {
  it("race from a place that arrow keys move and the address keeps, without those whose box is empty", async () => {
    const room = await open("#/optimizers?sgd=0.12&momentum=0&adam=0&x=0&y=1&steps=40");
    const { page } = room;
    await untilSays(page, ".numbers", /over/);
    await untilSays(page, ".wide-table", /left the picture/);
    await page.getByRole("checkbox", { name: "Adam" }).press("Space");
    expect(page.url()).not.toContain("adam=0");
    await untilSays(page, ".wide-table", /Adam/);
    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    expect(page.url()).toContain("x=0.2&y=1.2");
    await untilSays(page, ".numbers", /over/);
    await page.getByRole("slider", { name: /^step/ }).focus();
    await page.keyboard.press("Home");
    await untilSays(page, ".rule", /\(0\.2, 24\) at θ = \(0\.2, 1\.2\), where f = 14\.4/);
    await isFine(room);
  });

  it("walk by arrow keys, and by Newton's steps to a top, and say of a cut whether the chord runs below the curve", async () => {
    const room = await open("#/surface");
    const { page } = room;
    await untilSays(page, ".kind", /A slope/);
    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowUp");
    expect(page.url()).toContain("x=0&y=-0.25");
    await page.getByRole("button", { name: "Newton to the end" }).press("Enter");
    await untilSays(page, ".kind", /A maximum/);
    await page.getByRole("button", { name: "What is A maximum?" }).press("Enter");
    await untilSays(page, ".card-aside", /Critical point/);
    await page.goto(`${lab.url}#/surface?surface=saddle&x=0&y=0&cut=y`);
    await untilSays(page, ".kind", /A saddle point/);
    await untilSays(page, ".chord", /the chord is 1 below the curve: it is not convex/);
    await page.getByLabel("cut along").selectOption("x");
    await untilSays(page, ".chord", /nowhere below the curve/);
    await isFine(room);
  });

  it("have rates and batches side by side, chosen by keyboard", async () => {
    const room = await open("#/rate?epochs=20");
    const { page } = room;
    await untilSays(page, ".wide-table", /✖ diverges/);
    expect(await page.locator(".cell").count()).toBe(6);
    await page.getByRole("combobox", { name: "what differs" }).focus();
    await page.keyboard.press("ArrowDown");
    await untilSays(page, ".cell", /batch of 64/);
    expect(page.url()).toContain("differ=batch");
    await untilSays(page, ".numbers", /over/);
    expect(await page.locator(".cell").count()).toBe(4);
    await isFine(room);
  });

  it("show two deep nets before the first step, and cure one by the doctor's word", async () => {
    const room = await open("#/depth?epochs=30");
    const { page } = room;
    await untilSays(page, ".numbers", /before the first step/);
    await untilSays(page, ".net-side", /hears 1\/[\d.]+(e\d+)? of what/);
    await page.getByRole("button", { name: "Go" }).press("Enter");
    await untilSays(page, ".numbers", /over/);
    await page
      .getByRole("button", { name: /^Try it: .*relu/i })
      .first()
      .press("Enter");
    expect(page.url()).toContain("left=relu-fitting");
    await isFine(room);
  });

  it("train six nets side by side, and leave one out by keyboard", async () => {
    const room = await open("#/overfitting?epochs=10");
    const { page } = room;
    await untilSays(page, ".numbers", /over/);
    expect(await page.locator(".cell").count()).toBe(6);
    await untilSays(page, ".cell", /training [\d.]+, test [\d.]+, best [\d.]+ at epoch \d+/);
    await page.getByRole("checkbox", { name: "dropout" }).press("Space");
    expect(page.url()).toContain("dropout=0");
    // Until the new run has something to show the old one is looked at.
    await expect.poll(() => page.locator(".cell").count(), { timeout: 20_000 }).toBe(5);
    await isFine(room);
  });
});
