import { createStudy, float, type Storage, type Study } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { boxOf, colours, openHouse } from "./look.ts";

/** Trial 0 goes from 8 down to 4 and trial 1 from 4 down to 2, in three steps. */
const halving = async (storage: Storage): Promise<Study> => {
  const study = await createStudy({ name: "halving", storage, seed: 1 });
  for (const start of [8, 4]) {
    const trial = await study.ask({ x: float(0, 1) });
    for (const [step, factor] of [1, 0.75, 0.5].entries()) await trial.report(start * factor, step + 1);
    await study.tell(trial, start / 2);
  }
  return study as unknown as Study;
};

let growing: Study;
const house = openHouse(async (storage) => {
  growing = await halving(storage);
});

describe("the learning curves of a study", () => {
  it("show what trials reported, name the one at the pointer, lead to it, and follow filter and news", async ({
    skip,
  }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/2"));
    await page.locator("#curves").scrollIntoViewIfNeeded();
    const label = () => page.locator("#curves .plot").getAttribute("aria-label");
    await expect
      .poll(label)
      .toBe("What 2 trials reported as value by step; the best is trial 1. The table behind it has their ends.");
    await expect.poll(() => colours(page, "#curves canvas")).toBeGreaterThan(0);
    await page.locator("#curves summary").click();
    expect(await page.locator("#curves tbody tr").allTextContents()).toEqual(["0complete843", "1complete423"]);

    // The last point of trial 0 is a quarter of the way up from 2 to 8, at the right end, within the room beyond the ends.
    const box = await boxOf(page, "#curves .u-over");
    const [room, up] = [0.03 / 1.06, (0.03 + 2 / 6) / 1.06];
    const [x, y] = [box.x + (1 - room) * box.width, box.y + (1 - up) * box.height];
    await page.mouse.move(x, y);
    await expect.poll(() => page.locator("#curves .tip").textContent()).toBe("trial 0 4 at step 3 complete");
    await page.mouse.click(x, y);
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe("Trial 0");
    await page.keyboard.press("Escape");

    const running = await growing.ask({ x: float(0, 1) });
    await running.report(6, 1);
    await running.report(5, 2);
    await expect.poll(() => page.locator("#curves tbody tr").allTextContents()).toHaveLength(3);
    await expect.poll(() => page.locator("#curves tbody tr").last().textContent()).toBe("2running652");
    expect(await page.getByText("a minute lately").textContent()).toMatch(/ \d+ trials a minute lately\.$/);
    await growing.tell(running, 5);
    await expect.poll(() => page.getByText("a minute lately").count()).toBe(0);

    await page.getByLabel("Show trials where").fill("number = 0");
    await expect.poll(label).toContain("What 1 trial reported");
    await page.getByLabel("Show trials where").fill("number > 90");
    await expect.poll(() => page.locator("#curves").count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});
