import { createStudy, float } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { boxOf, openHouse, rows } from "./look.ts";

const house = openHouse(async (storage) => {
  const study = await createStudy({
    name: "aims",
    storage,
    seed: 1,
    directions: ["minimize", "maximize", "minimize"],
  });
  for (const values of [
    [0, 0, 5],
    [10, 10, 5],
    [10, 9, 6],
  ])
    await study.tell(await study.ask({ x: float(0, 1) }), values as never);
  await study.close();
});

describe("the Pareto front of a study", () => {
  it("is told, marked, and leads to its trials; the objectives are chosen by the address", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/2"));
    await rows(page).first().waitFor();
    await page.locator("#pareto").scrollIntoViewIfNeeded();
    const label = () => page.locator("#pareto .plot").first().getAttribute("aria-label");
    await expect
      .poll(label)
      .toBe("3 trials by value 1 and value 2, 2 of them on the Pareto front. The table behind it has those.");
    await page.locator("#pareto summary").click();
    expect(await page.locator("#pareto tbody tr").allTextContents()).toEqual(["0005", "110105"]);

    const box = await boxOf(page, "#pareto .u-over");
    const [x, y] = [box.x + (1.03 / 1.06) * box.width, box.y + (0.03 / 1.06) * box.height];
    await page.mouse.move(x, y);
    await expect.poll(() => page.locator("#pareto .tip").first().textContent()).toBe("trial 1 10, 10");
    await page.mouse.click(x, y);
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe("Trial 1");
    await page.keyboard.press("Escape");

    await page.locator("#pareto").getByLabel("up").selectOption("value 3");
    await expect.poll(label).toContain("by value 1 and value 3");
    expect(page.url()).toContain("aim=0&against=2");
    await page.getByLabel("Show trials where").fill("number = 2");
    await expect.poll(label).toContain("1 trials by value 1 and value 3, 1 of them");
    await expect
      .poll(() => page.locator("#pareto .note").last().textContent())
      .toContain("bounded by value 1 11, value 2 -1, value 3 6.1");
    expect(troubles).toEqual([]);
  });

  it("is none of one objective", async ({ skip }) => {
    const { page } = await house.open(skip);
    await page.goto(house.at("#/studies/1"));
    await page.locator("#slices").waitFor();
    expect(await page.locator("#pareto").count()).toBe(0);
  });
});
