import { describe, expect, it } from "vitest";
import { openDashboard } from "../../src/index.ts";
import { attacker, digits, hostile, inMemory } from "../studies.ts";
import { boxOf, colours, firstColumn, openHouse, rows } from "./look.ts";
import { violations } from "./open-page.ts";

const house = openHouse(async (storage) => {
  await (await attacker(storage)).close();
});

describe("a dashboard", () => {
  it("leads from the studies to a study to a trial, and back: by clicks", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await expect.poll(() => page.locator(".studies > li").count()).toBe(2);
    expect(page.url()).toBe(house.at(""));
    await page.getByRole("link", { name: "digits" }).click();
    await expect.poll(() => page.title()).toBe("digits · kaviar");
    await expect.poll(() => page.locator("h1").textContent()).toBe("digits");
    const best = Math.min(...house.study.trials.flatMap(({ values }) => values ?? []));
    expect(Number(await page.locator(".figure").textContent())).toBeCloseTo(best, 4);
    expect(await firstColumn(page, 3)).toEqual(["59", "58", "57"]);
    await expect.poll(() => colours(page)).toBeGreaterThan(0);

    await page.getByRole("button", { name: "value", exact: true }).click();
    await page.getByRole("button", { name: "value", exact: true }).click();
    await expect.poll(() => page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
    const worst = house.study.trials.reduce((a, b) => ((b.values?.[0] ?? -1) > (a.values?.[0] ?? -1) ? b : a));
    expect(await firstColumn(page, 1)).toEqual([String(worst.number)]);
    expect(page.url()).toBe(house.at("#/studies/1?sort=value%3A0"));

    await rows(page).first().locator("td").nth(2).click();
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe(`Trial ${worst.number}`);
    await expect.poll(() => page.locator("dialog").textContent()).toContain("Proposed by random");
    await expect.poll(() => page.locator("dialog .u-wrap canvas").count()).toBe(1);
    expect(await page.locator("dialog").textContent()).toContain("epochs");
    expect(page.url()).toContain(`trial=${worst.number}`);
    await page.getByRole("button", { name: "Close" }).click();
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
    await page.goBack();
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe(`Trial ${worst.number}`);
    expect(troubles).toEqual([]);
  });

  it("leads there by the keyboard alone", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = async () => (await page.locator(":focus").allTextContents())[0] ?? "";
    /** Goes on by Tab until something of that name is reached. */
    const tabTo = async (name: string) => {
      for (let i = 0; i < 60; i++) {
        if ((await focused()).startsWith(name)) return;
        await press("Tab");
      }
      throw new Error(`Tab never reaches ${name}`);
    };
    await page.getByRole("link", { name: "digits" }).waitFor();
    await tabTo("digits");
    await press("Enter");
    await rows(page).first().waitFor();
    await tabTo("value");
    await press("Enter");
    await expect.poll(() => page.locator("th[aria-sort]").textContent()).toContain("value");
    await press("Shift+Tab", "Shift+Tab", "Enter");
    await expect.poll(() => firstColumn(page, 1)).toEqual(["59"]);
    await tabTo("59");
    await press("ArrowDown");
    await expect.poll(focused).toBe("58");
    await press("End");
    await expect.poll(focused).toBe("0");
    await press("ArrowUp", "Enter");
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe("Trial 1");
    await press("Escape");
    await expect.poll(() => page.locator("dialog").count()).toBe(0);
    expect(page.url()).toBe(house.at("#/studies/1"));
    expect(troubles).toEqual([]);
  });

  it("shows hostile names, values and errors as the texts they are", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.getByRole("link", { name: hostile }).click();
    await expect.poll(() => page.locator("h1").textContent()).toBe(hostile);
    expect(await page.title()).toBe(`${hostile} · kaviar`);
    await expect.poll(() => page.locator(".trials th").allTextContents()).toContain(hostile);
    await page.getByRole("button", { name: "state", exact: true }).click();
    await page.getByRole("button", { name: "state", exact: true }).click();
    await expect.poll(() => rows(page).first().textContent()).toContain("failed");
    await rows(page).first().locator("a").click();
    await expect.poll(() => page.locator("dialog pre").textContent()).toContain(hostile);
    expect(await page.locator("dialog .list").allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining(hostile)]),
    );
    expect(await page.locator("img, main script, dialog script").count()).toBe(0);
    expect(await page.evaluate(() => "broken" in globalThis)).toBe(false);
    expect(troubles).toEqual([]);
  });

  it.for([
    { width: 1280, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
    { width: 400, colorScheme: "light" },
    { width: 400, colorScheme: "dark" },
  ] as const)(
    "breaks no rule of axe-core and never scrolls sideways, $width wide and $colorScheme",
    async (look, { skip }) => {
      const { page, troubles } = await house.open(skip, { ...look });
      const wide = () => page.locator("html").evaluate(({ scrollWidth }) => scrollWidth);
      await page.getByRole("link", { name: "digits" }).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await wide()).toBe(look.width);
      for (const [id, trial] of [
        [1, 3],
        [2, 5],
      ]) {
        await page.goto(house.at(`#/studies/${id}`));
        await rows(page).first().waitFor();
        await expect.poll(() => colours(page)).toBeGreaterThan(0);
        await page.locator("#timeline").waitFor();
        // What is below the first screen is drawn when it is come to.
        for (const id of await page.locator("main > section[id]").evaluateAll((all) => all.map((each) => each.id))) {
          await boxOf(page, `#${id}`);
          expect(await violations(page, `#${id}`)).toEqual([]);
        }
        expect(await violations(page)).toEqual([]);
        expect(await wide()).toBe(look.width);
        await page.goto(house.at(`#/studies/${id}?trial=${trial}`));
        await page.locator("dialog .part").first().waitFor();
        expect(await violations(page)).toEqual([]);
      }
      expect(troubles).toEqual([]);
    },
  );

  it("says what to type where there is nothing yet, and shows what then comes", async ({ skip }) => {
    const empty = await inMemory();
    const own = await openDashboard({ storage: empty, port: 0 });
    const { page, troubles } = await house.open(skip, { url: own.url });
    await expect.poll(() => page.locator("main").textContent()).toContain("npx kaviar tune objective.ts");
    expect(await violations(page)).toEqual([]);
    const first = await digits(empty, 5);
    await expect.poll(() => page.locator(".studies > li").textContent(), { timeout: 5_000 }).toContain("digits");
    expect(troubles).toEqual([]);
    await first.close();
    await own.close();
    await empty.close();
  });

  it("says that there is no study at an address, and no trial of a number", async ({ skip }) => {
    const { page } = await house.open(skip);
    await page.goto(house.at("#/studies/99"));
    await expect.poll(() => page.locator("h1").textContent()).toBe("No such study");
    await page.goto(house.at("#/studies/1?trial=4000"));
    await expect.poll(() => page.locator("dialog").textContent()).toContain("There is no trial of this number.");
  });
});
