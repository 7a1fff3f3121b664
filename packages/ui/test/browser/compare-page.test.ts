import { createStudy, float, type Storage } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { colours, openHouse } from "./look.ts";
import { violations, widthOf } from "./open-page.ts";

/** A study with these values. */
const told = async (storage: Storage, name: string, direction: "minimize" | "maximize", values: readonly number[]) => {
  const study = await createStudy({ name, storage, seed: 1, direction });
  for (const value of values) await study.tell(await study.ask({ x: float(0, 1) }), value);
  await study.close();
};

const house = openHouse(async (storage) => {
  await told(storage, "plain", "minimize", [5, 3, 4]);
  await told(storage, "tuned", "minimize", [4, 6, 1, 2]);
  await told(storage, "upwards", "maximize", [1, 9]);
});

describe("the page of studies compared", () => {
  it("is led to by marks on the studies, shows the best of each by trials and by time, and leads to trials", async ({
    skip,
  }) => {
    const { page, troubles } = await house.open(skip);
    await page.getByRole("checkbox", { name: "compare plain" }).check();
    expect(await page.locator("main").textContent()).toContain("Mark two or more");
    await page.getByRole("checkbox", { name: "compare tuned" }).check();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "Compare the 2 that are marked" }).click();
    expect(page.url()).toBe(house.at("#/compare?study=2&study=3"));
    const label = () => page.locator("#best .plot").getAttribute("aria-label");
    await expect.poll(label).toBe("The best value so far by trials: plain 3, tuned 1. The table below has it.");
    await expect.poll(() => colours(page, "#best canvas")).toBeGreaterThan(1);
    expect(await page.locator("#facts tbody tr").allTextContents()).toEqual(
      expect.arrayContaining(["best value31", "found bytrial 1trial 2", "trials34"]),
    );
    expect(await violations(page)).toEqual([]);
    await page.locator("#best select").selectOption("time");
    await expect.poll(label).toContain("The best value so far by time");
    expect(page.url()).toBe(house.at("#/compare?study=2&study=3&by=time"));
    await page.locator("#best select").selectOption("trials");
    await expect.poll(label).toContain("The best value so far by trials");

    // The last step of the second is at its third trial: two thirds of the way, at the foot.
    const box = (await page.locator("#best .u-over").boundingBox())!;
    await page.mouse.move(box.x + 0.8 * box.width, box.y + (1 - 0.03 / 1.06) * box.height);
    await expect.poll(() => page.locator("#best .tip").textContent()).toBe("tuned 1 since trial 2");
    await page.mouse.down();
    await page.mouse.up();
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe("Trial 2");
    expect(page.url()).toBe(house.at("#/studies/3?trial=2"));
    expect(troubles).toEqual([]);
  });

  it("says which studies aim elsewhere, and which are not there", async ({ skip }) => {
    const { page, troubles } = await house.open(skip, { width: 400, colorScheme: "dark" });
    await page.goto(house.at("#/compare?study=2&study=4&study=99"));
    await expect.poll(() => page.locator(".warning").textContent()).toContain("upwards is to maximize");
    expect(await page.locator("#best .plot").getAttribute("aria-label")).toBe(
      "The best value so far by trials: plain 3. The table below has it.",
    );
    expect(await page.locator("main > .says").textContent()).toContain("One that the address names is not there");
    expect(await widthOf(page)).toBe(400);
    expect(await violations(page)).toEqual([]);
    await page.goto(house.at("#/compare"));
    await expect.poll(() => page.locator("main").textContent()).toContain("Mark the studies");
    expect(troubles).toEqual([]);
  });
});
