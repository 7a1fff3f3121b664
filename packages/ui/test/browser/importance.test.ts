import { createStudy, float, random } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { openHouse } from "./look.ts";

const house = openHouse(async (storage) => {
  const study = await createStudy({ name: "few", storage, seed: 1, sampler: random() });
  await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 9 });
  await study.close();
});

describe("the importance of a study's parameters", () => {
  it("is told by both methods as bars with their shares", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1"));
    await page.locator("#importance").scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator("#importance .shares").count()).toBe(2);
    const complete = house.study.trials.filter(({ state }) => state === "complete").length;
    expect(await page.locator("#importance .says").textContent()).toBe(
      `Which parameters mattered for value, by all ${complete} complete trials; the filter does not change it.`,
    );
    for (const table of await page.locator("#importance .shares").all()) {
      expect(await table.locator("th").allTextContents()).toEqual(["rate", "optimizer"]);
      const [rate = "", other = ""] = await table.locator("td:last-child").allTextContents();
      expect(Number.parseFloat(rate)).toBeGreaterThan(70);
      expect(Number.parseFloat(other)).toBeLessThan(30);
    }
    expect(troubles).toEqual([]);
  });

  it("says why it could not be computed, and is there when it could", async ({ skip }) => {
    const { page } = await house.open(skip);
    await page.route("**/importance?*", (route) => route.fulfill({ status: 503, body: "A thread broke down." }));
    await page.goto(house.at("#/studies/1"));
    await page.locator("#importance").scrollIntoViewIfNeeded();
    const says = page.locator("#importance .note").first();
    await expect
      .poll(() => says.textContent())
      .toBe("It could not be computed, and is asked for again: A thread broke down.");
    await page.unroute("**/importance?*");
    await expect.poll(() => page.locator("#importance .shares").count(), { timeout: 5_000 }).toBe(2);
  });

  it("is not told of fewer than ten complete trials", async ({ skip }) => {
    const { page } = await house.open(skip);
    await page.goto(house.at("#/studies/2"));
    await page.locator("#importance").scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator("#importance .note").textContent()).toContain("there are 9, and it takes ten");
  });
});
