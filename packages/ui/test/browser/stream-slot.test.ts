import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openHouse } from "./look.ts";

const house = openHouse();

const says = (page: Page) => page.locator("#trials .says").textContent();

/** Streams that the pages of this browser hold. */
const held = (page: Page): Promise<number> =>
  page.evaluate(
    "navigator.locks.query().then(({ held }) => held.filter(({ name }) => name.includes('stream')).length)",
  );

describe("pages of one browser", () => {
  it("are eight at once without one that waits, and hear of each trial, also when the first of them close", async ({
    skip,
  }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1"));
    const pages = [page];
    for (let more = 1; more < 8; more++) {
      const another = await page.context().newPage();
      await another.goto(house.at("#/studies/1"));
      pages.push(another);
    }
    const all = (count: number) =>
      Promise.all(pages.map((each) => expect.poll(() => says(each), { timeout: 5_000 }).toContain(`All ${count},`)));
    await all(60);
    await house.study.addTrial({ rate: 0.01, optimizer: "adam" }, 1);
    await all(61);
    expect(await held(pages[7]!)).toBe(4);
    for (const each of pages) expect(await each.locator(".connection").textContent()).toBe("live");
    for (const each of pages.splice(0, 5)) await each.close();
    await house.study.addTrial({ rate: 0.02, optimizer: "adam" }, 1);
    await all(62);
    await expect.poll(() => held(pages[0]!), { timeout: 5_000 }).toBe(3);
    expect(troubles).toEqual([]);
  });

  it("need no stream while they are hidden, and have all that came meanwhile when they are seen", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1"));
    await expect.poll(() => says(page)).toContain("All 62,");
    const show = (isHidden: boolean) =>
      page.evaluate(`Object.defineProperty(document, "hidden", { value: ${isHidden}, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));`);
    await show(true);
    await expect.poll(() => held(page)).toBe(0);
    for (let i = 0; i < 20; i++) await house.study.addTrial({ rate: 0.03, optimizer: "adam" }, 1);
    await page.waitForTimeout(600);
    expect(await says(page)).toContain("All 62,");
    await show(false);
    await expect.poll(() => says(page)).toContain("All 82,");
    expect(await held(page)).toBe(1);
    // One that is opened behind others shows what there is.
    await page.addInitScript(`Object.defineProperty(document, "hidden", { value: true, configurable: true })`);
    await page.reload();
    await expect.poll(() => says(page)).toContain("All 82,");
    expect(await held(page)).toBe(0);
    expect(await page.title()).toBe("digits · kaviar");
    expect(troubles).toEqual([]);
  });
});
