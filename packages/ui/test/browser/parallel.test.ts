import { describe, expect, it } from "vitest";
import { boxOf, colours, firstColumn, openHouse, rows } from "./look.ts";

const house = openHouse();

describe("parallel coordinates", () => {
  it("become a part of the filter where an axis is marked, beside what was written; a button takes it away", async ({
    skip,
  }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1?filter=number+%3C+50"));
    await rows(page).first().waitFor();
    await page.locator("#parallel").scrollIntoViewIfNeeded();
    const box = await boxOf(page, "#parallel .catch");
    await expect.poll(() => colours(page, "#parallel canvas")).toBeGreaterThan(0);
    const label = () => page.locator("#parallel canvas").first().getAttribute("aria-label");
    expect(await label()).toContain("50 trials as lines through rate, optimizer, value");
    // The optimizer's axis is in the middle; its lanes are adam and sgd, in the order in which they came.
    const middle = box.x + 58 + (box.width - 58 - 46) / 2;
    await page.mouse.move(middle, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(middle + 30, box.y + 120, { steps: 3 });
    expect(await page.locator("#parallel .brush").count()).toBe(1);
    await page.mouse.up();
    const upper = [...new Set(house.study.trials.map(({ params }) => params.optimizer))][1];
    const chosen = house.study.trials.filter(({ number, params }) => number < 50 && params.optimizer === upper);
    await expect
      .poll(() => page.getByLabel("Show trials where").inputValue())
      .toBe(`number < 50 and optimizer = ${upper}`);
    expect(await page.locator(".filter .shown").textContent()).toBe(`${chosen.length} of 60 trials`);
    expect(await firstColumn(page, 1)).toEqual([String(chosen.at(-1)!.number)]);
    expect(await label()).toContain(`${chosen.length} trials as lines`);

    await page.reload();
    await page.locator("#parallel").scrollIntoViewIfNeeded();
    await page.locator("#parallel .brush").waitFor();
    await page.getByRole("button", { name: `optimizer is ${upper}` }).press("Enter");
    await expect.poll(() => page.getByLabel("Show trials where").inputValue()).toBe("number < 50");
    expect(await page.locator("#parallel .brush").count()).toBe(0);
    await page.goBack();
    await expect.poll(() => page.locator("#parallel .brush").count()).toBe(1);
    expect(troubles).toEqual([]);
  });

  it("are marked by the keyboard too: arrows move an end, Escape keeps all again", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1?filter=number+%3C+50"));
    await page.locator("#parallel").scrollIntoViewIfNeeded();
    const [from, to] = ["kept from", "kept to"].map((end) => page.getByRole("slider", { name: `rate, ${end}` }));
    const filter = () => page.getByLabel("Show trials where").inputValue();
    await from!.focus();
    expect(await from!.getAttribute("aria-valuetext")).toBe("the lowest");
    for (const key of ["ArrowUp", "PageUp", "ArrowDown"]) await page.keyboard.press(key);
    await expect.poll(filter).toMatch(/^number < 50 and rate >= [\d.e-]+$/);
    const low = Number(/>= (.*)$/.exec(await filter())![1]);
    await expect.poll(() => from!.getAttribute("aria-valuenow")).toBe("5");
    expect(Number(await from!.getAttribute("aria-valuetext"))).toBeCloseTo(low, 3);
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").getAttribute("aria-label")).toBe("rate, kept to");
    await page.keyboard.press("PageDown");
    const kept = house.study.trials.filter(({ number, params }) => number < 50 && (params.rate as number) >= low);
    await expect.poll(filter).toMatch(/^number < 50 and rate >= [\d.e-]+ and rate <= [\d.e-]+$/);
    const high = Number(/<= (.*)$/.exec(await filter())![1]);
    const between = kept.filter(({ params }) => (params.rate as number) <= high).length;
    await expect.poll(() => page.locator(".filter .shown").textContent()).toBe(`${between} of 60 trials`);
    expect(await to!.evaluate("document.activeElement.ariaLabel")).toBe("rate, kept to");
    await page.keyboard.press("Escape");
    await expect.poll(filter).toBe("number < 50");
    expect(troubles).toEqual([]);
  });

  it("name the trial whose line is at the pointer, and lead to it", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1?filter=number+%3D+7"));
    await page.locator("#parallel").scrollIntoViewIfNeeded();
    const box = await boxOf(page, "#parallel .catch");
    const { rate } = house.study.trials[7]!.params as { rate: number };
    const rates = house.study.trials.map(({ params }) => params.rate as number);
    const [low, high] = [Math.min(...rates), Math.max(...rates)].map(Math.log10) as [number, number];
    const room = Math.max(0.03 * (high - low), Math.log10(1.05));
    const place = (Math.log10(rate) - low + room) / (high - low + 2 * room);
    const [top, bottom] = [34, 340 - (house.study.trials.some(({ values }) => values === undefined) ? 36 : 14)];
    await page.mouse.move(box.x + 59, box.y + bottom - place * (bottom - top));
    await expect.poll(() => page.locator("#parallel .tip").textContent()).toContain("trial 7");
    await page.mouse.down();
    await page.mouse.up();
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe("Trial 7");
    expect(troubles).toEqual([]);
  });
});
