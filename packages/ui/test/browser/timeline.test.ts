import { createStudy, log } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { openDashboard } from "../../src/index.ts";
import { inMemory } from "../studies.ts";
import { inked, openHouse } from "./look.ts";

const house = openHouse();

describe("the timeline of a study", () => {
  it("shows by process when the trials that pass the filter ran, and leads to them", async ({ skip }) => {
    const own = await inMemory();
    const slow = await createStudy({ name: "slow", storage: own, seed: 1 });
    await slow.optimize({ x: log(1, 2) }, ({ x }) => new Promise((resolve) => setTimeout(resolve, 200, x)), {
      trials: 1,
    });
    const served = await openDashboard({ storage: own, port: 0 });
    const { page, troubles } = await house.open(skip, { url: served.url });
    await page.getByRole("link", { name: "slow" }).click();
    await page.locator("#timeline").scrollIntoViewIfNeeded();
    const chart = page.locator("#timeline .plot");
    await expect.poll(() => chart.getAttribute("aria-label")).toContain("When 1 process ran 1 trial, over");
    // What stands left of the lane says whose it is.
    await expect.poll(() => inked(page, "#timeline canvas", 90)).toBeGreaterThan(50);
    await page.locator("#timeline .u-over").hover();
    await expect.poll(() => page.locator("#timeline .tip").textContent()).toContain("trial 0 complete");
    await page.locator("#timeline .u-over").click();
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe("Trial 0");
    await page.keyboard.press("Escape");
    await page.getByLabel("Show trials where").fill("state = failed");
    await expect.poll(() => page.locator("#timeline").count()).toBe(0);
    expect(troubles).toEqual([]);
    await served.close();
    await slow.close();
    await own.close();
  });
});
