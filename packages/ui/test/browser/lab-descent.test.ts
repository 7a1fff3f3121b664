import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { type Lab, openLab } from "../../src/index.ts";
import { openPage, violations } from "./lab-page.ts";

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

const open = (hash: string, look?: Parameters<typeof openPage>[2]) =>
  openPage(browser as Browser, `${lab.url}${hash}`, look);

/** Waits until what is found holds these words. */
const untilSays = (page: Page, selector: string, words: RegExp) =>
  page.locator(selector).filter({ hasText: words }).first().waitFor();

/** Each room, and by what one sees that it has computed something. */
const rooms = {
  optimizers: { hash: "#/optimizers?steps=20", selector: ".numbers", words: /step 20 of 20 · over/ },
  surface: { hash: "#/surface", selector: ".kind", words: /A slope/ },
  rate: { hash: "#/rate?epochs=10", selector: ".numbers", words: /epoch 10 of 10 · over/ },
  depth: { hash: "#/depth?epochs=10", selector: ".ratio", words: /of what the last one hears/ },
  overfitting: { hash: "#/overfitting?epochs=10", selector: ".numbers", words: /epoch 10 of 10 · over/ },
} as const;

describe.skipIf(typeof browser === "string")("the rooms about descent", () => {
  for (const [name, { hash, selector, words }] of Object.entries(rooms))
    for (const width of [1280, 400])
      for (const colorScheme of ["light", "dark"] as const)
        it(`has nothing for axe-core to say of ${name} at ${width} px, ${colorScheme}`, async () => {
          const { page, troubles } = await open(hash, { width, colorScheme, isJudged: true });
          await untilSays(page, selector, words);
          expect(await violations(page)).toEqual([]);
          expect(troubles).toEqual([]);
          expect(
            await page.evaluate(
              () =>
                (globalThis as unknown as { document: { documentElement: { scrollWidth: number } } }).document
                  .documentElement.scrollWidth,
            ),
          ).toBe(width);
        });

  it("moves the start of the race by arrow keys, and keeps it in the address", async () => {
    const { page, troubles } = await open("#/optimizers?steps=20&x=0&y=1");
    await untilSays(page, ".numbers", /over/);
    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    expect(page.url()).toContain("x=0.2&y=1.2");
    await untilSays(page, ".numbers", /over/);
    await page.getByRole("slider", { name: /^step/ }).focus();
    await page.keyboard.press("Home");
    await untilSays(page, ".rule", /\(0\.2, 24\) at θ = \(0\.2, 1\.2\), where f = 14\.4/);
    expect(troubles).toEqual([]);
  });

  it("takes who races from check boxes, and says who leaves the picture", async () => {
    const { page, troubles } = await open("#/optimizers?sgd=0.101&momentum=0&adam=0&x=0&y=1&steps=200");
    await untilSays(page, ".wide-table", /left the picture/);
    await page.getByRole("checkbox", { name: "Adam" }).press("Space");
    expect(page.url()).not.toContain("adam=0");
    await untilSays(page, ".wide-table", /Adam/);
    expect(troubles).toEqual([]);
  });

  it("walks by arrow keys, and by Newton's steps to a top", async () => {
    const { page, troubles } = await open("#/surface");
    await untilSays(page, ".kind", /A slope/);
    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowUp");
    expect(page.url()).toContain("x=0&y=-0.25");
    await page.getByRole("button", { name: "Newton to the end" }).press("Enter");
    await untilSays(page, ".kind", /A maximum/);
    await page.getByRole("button", { name: "What is A maximum?" }).press("Enter");
    await untilSays(page, ".card-aside", /Critical point/);
    expect(troubles).toEqual([]);
  });

  it("says of a cut whether the chord runs below the curve", async () => {
    const { page, troubles } = await open("#/surface?surface=saddle&x=0&y=0&cut=y");
    await untilSays(page, ".kind", /A saddle point/);
    await untilSays(page, ".chord", /the chord is 1 below the curve: it is not convex/);
    await page.getByLabel("cut along").selectOption("x");
    await untilSays(page, ".chord", /nowhere below the curve/);
    expect(troubles).toEqual([]);
  });

  it("has rates and batches side by side, chosen by keyboard", async () => {
    const { page, troubles } = await open("#/rate?epochs=20");
    await untilSays(page, ".wide-table", /✖ diverges/);
    expect(await page.locator(".cell").count()).toBe(6);
    await page.getByRole("combobox", { name: "what differs" }).focus();
    await page.keyboard.press("ArrowDown");
    await untilSays(page, ".cell", /batch of 64/);
    expect(page.url()).toContain("differ=batch");
    await untilSays(page, ".numbers", /over/);
    expect(await page.locator(".cell").count()).toBe(4);
    expect(troubles).toEqual([]);
  });

  it("shows two deep nets before the first step, and cures one by the doctor's word", async () => {
    const { page, troubles } = await open("#/depth?epochs=30");
    await untilSays(page, ".numbers", /before the first step/);
    await untilSays(page, ".net-side", /hears 1\/[\d.]+(e\d+)? of what/);
    await page.getByRole("button", { name: "Go" }).press("Enter");
    await untilSays(page, ".numbers", /over/);
    await page
      .getByRole("button", { name: /^Try it: .*relu/i })
      .first()
      .press("Enter");
    expect(page.url()).toContain("left=relu-fitting");
    expect(troubles).toEqual([]);
  });

  it("trains six nets side by side, and leaves one out by keyboard", async () => {
    const { page, troubles } = await open("#/overfitting?epochs=20");
    await untilSays(page, ".numbers", /over/);
    expect(await page.locator(".cell").count()).toBe(6);
    await untilSays(page, ".cell", /training [\d.]+, test [\d.]+, best [\d.]+ at epoch \d+/);
    await page.getByRole("checkbox", { name: "dropout" }).press("Space");
    expect(page.url()).toContain("dropout=0");
    // Until the new run has something to show the old one is looked at.
    await expect.poll(() => page.locator(".cell").count(), { timeout: 20_000 }).toBe(5);
    expect(troubles).toEqual([]);
  });
});
