import { describe, expect, it } from "vitest";
import { type Canvas, colours, openHouse, rows, type Window } from "./look.ts";

const house = openHouse();

describe("the slices of a study", () => {
  it("show the value by each parameter near the screen, of what passes the filter, and lead to a trial", async ({
    skip,
  }) => {
    const { page, troubles } = await house.open(skip);
    await page.setViewportSize({ width: 1280, height: 300 });
    await page.goto(house.at("#/studies/1?filter=number+%3D+7"));
    await rows(page).first().waitFor();
    const charts = page.locator("#slices .plot");
    expect(await charts.count()).toBe(0);
    await page.locator("#slices").scrollIntoViewIfNeeded();
    await expect.poll(() => charts.count()).toBe(2);
    const labels = () => charts.evaluateAll((all) => all.map((chart) => chart.getAttribute("aria-label")));
    expect(await labels()).toEqual([
      "The value of 1 trial by rate, on a logarithmic axis. The table below has all of them.",
      "The value of 1 trial by optimizer. The table below has all of them.",
    ]);
    await expect.poll(() => colours(page, "#slices canvas")).toBeGreaterThan(0);
    // One trial is in the middle of the axes that its own value spans.
    await page.locator("#slices .u-over").first().scrollIntoViewIfNeeded();
    await page.locator("#slices .u-over").first().hover();
    await expect.poll(() => page.locator("#slices .tip").textContent()).toContain("trial 7");
    await page.locator("#slices .u-over").first().click();
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe("Trial 7");
    await page.keyboard.press("Escape");
    await page.getByLabel("Show trials where").fill("");
    await page.locator("#slices").scrollIntoViewIfNeeded();
    await expect
      .poll(async () => (await labels())[1])
      .toContain(`The value of ${house.study.trials.filter(({ values }) => values !== undefined).length} trials`);
    await page.locator("h1").scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, -5_000);
    await expect.poll(() => charts.count()).toBe(0);
    await page.evaluate(() => {
      const { document, addEventListener } = globalThis as unknown as Window;
      const isDrawn = (canvas: Canvas) =>
        canvas
          .getContext("2d")
          .getImageData(0, 0, canvas.width, canvas.height)
          .data.some((each) => each > 0);
      addEventListener("beforeprint", async () => {
        // Charts are drawn in a step of their own after they are made.
        await Promise.resolve();
        const drawn = [...document.querySelectorAll("#slices canvas, #timeline canvas")].filter(isDrawn);
        document.body.dataset.printed = String(drawn.length);
      });
    });
    await page.pdf();
    expect(await page.locator("body").getAttribute("data-printed")).toBe("3");
    await expect.poll(() => charts.count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});
