import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openHouse } from "./look.ts";

const house = openHouse();

/** Every pixel of the history. */
const picture = (page: Page): Promise<string> =>
  page
    .locator("#history canvas")
    .first()
    .evaluate((element) => (element as unknown as { toDataURL(): string }).toDataURL());

describe("trials that come while the history is looked at", () => {
  it("are added to what is drawn, and then it is as if all had been drawn at once", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1"));
    const says = page.locator("#history .says");
    await says.waitFor();
    const valuesBefore = Number(/^All (\d+)/.exec((await says.textContent())!)![1]);
    // The axis has room for 62 from 61 on: the second and the third change leave it as it is.
    const best = await house.study.addTrial({ rate: 0.01, optimizer: "adam" }, 1);
    const untilDrawn = (more: number) =>
      expect.poll(() => says.textContent()).toContain(`All ${valuesBefore + more} values`);
    await untilDrawn(1);
    const one = await picture(page);
    await house.study.addTrial({ rate: 0.02, optimizer: "sgd" }, 1.5);
    await untilDrawn(2);
    const two = await picture(page);
    expect(two === one).toBe(false);
    // What is kept with a trial changes nothing of its mark.
    await house.storage.update(1, best.number, { attributes: { note: "kept" } });
    await page.waitForTimeout(600);
    expect((await picture(page)) === two).toBe(true);
    await page.reload();
    await untilDrawn(2);
    expect((await picture(page)) === two).toBe(true);
    expect(troubles).toEqual([]);
  });
});
