import { describe, expect, it } from "vitest";
import { colours, openHouse, rows } from "./look.ts";

const house = openHouse();

describe("the landscape of a study", () => {
  it("sets the two that matter most against each other, or those that are chosen, in the address too", async ({
    skip,
  }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1"));
    await rows(page).first().waitFor();
    await page.locator("#landscape").scrollIntoViewIfNeeded();
    const complete = house.study.trials.filter(({ state }) => state === "complete");
    const labels = () =>
      page.locator("#landscape .plot").evaluateAll((all) => all.map((chart) => chart.getAttribute("aria-label")));
    await expect
      .poll(labels)
      .toEqual([
        `The value of ${complete.length} complete trials by rate and optimizer, smoothed. The table below has all of them.`,
        `The rank of ${complete.length} complete trials by rate and optimizer. The table below has all of them.`,
      ]);
    await expect.poll(() => colours(page, "#landscape canvas")).toBeGreaterThan(3);
    await page.locator("#landscape").getByLabel("up").selectOption("rate");
    await expect.poll(async () => (await labels())[0]).toContain("by optimizer and rate");
    expect(page.url()).toContain("across=optimizer&along=rate");
    await page.getByLabel("Show trials where").fill("optimizer = sgd");
    await page.locator("#landscape").scrollIntoViewIfNeeded();
    const chosen = complete.filter(({ params }) => params.optimizer === "sgd");
    await expect.poll(async () => (await labels())[1]).toContain(`The rank of ${chosen.length} complete trials`);
    await page.getByLabel("Show trials where").fill("state = failed");
    await page.locator("#landscape").scrollIntoViewIfNeeded();
    await expect
      .poll(() => page.locator("#landscape .note").textContent())
      .toBe("No complete trial that is shown has both parameters.");
    expect(troubles).toEqual([]);
  });
});
