import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openDashboard } from "../../src/index.ts";
import { digits, inMemory } from "../studies.ts";
import { firstColumn, openHouse } from "./look.ts";
import { tunnel } from "./tunnel.ts";

const house = openHouse();

const status = (page: Page) => page.locator(".connection").textContent();

describe("a page that stays open", () => {
  it("shows what comes, says when it is cut off, and has all of it when the connection is back", async ({ skip }) => {
    const own = await inMemory();
    const growing = await digits(own, 5);
    const way = await tunnel();
    const served = await openDashboard({ storage: own, port: 0, allowHost: [`127.0.0.1:${way.port}`] });
    way.leadTo(served.port);
    const { page, troubles } = await house.open(skip, { url: served.url.replace(`:${served.port}/`, `:${way.port}/`) });
    await page.getByRole("link", { name: "digits" }).click();
    await expect.poll(() => firstColumn(page, 1)).toEqual(["4"]);
    expect(await status(page)).toBe("live");

    const best = await growing.addTrial({ rate: 0.5, optimizer: "adam" }, -1);
    await expect.poll(() => firstColumn(page, 1)).toEqual([String(best.number)]);
    await expect.poll(() => page.locator(".figure").textContent()).toBe("-1");
    expect(troubles).toEqual([]);

    await way.cut();
    await expect.poll(() => status(page)).toContain("not connected");
    for (let i = 0; i < 50; i++) await growing.addTrial({ rate: 0.5, optimizer: "sgd" }, i);
    await way.mend();
    await expect.poll(() => status(page), { timeout: 15_000 }).toBe("live");
    await expect.poll(() => firstColumn(page, 1)).toEqual([String(best.number + 50)]);
    await expect.poll(() => page.locator("#trials .says").textContent()).toContain("All 56,");
    await expect.poll(() => page.locator(".key").first().textContent()).toContain("56");

    await page.goto(page.url().replace(/#.*/, "#/studies/1?trial=2"));
    await page.locator("dialog .part").first().waitFor();
    await growing.close();
    await own.deleteStudy(1);
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("was deleted while you looked at it");
    await served.close();
    await way.cut();
    await own.close();
  });

  it("says that a dashboard that was started anew needs its new link", async ({ skip }) => {
    const first = await openDashboard({ storage: house.storage, port: 0 });
    const { page } = await house.open(skip, { url: first.url });
    await page.getByRole("link", { name: "digits" }).waitFor();
    await first.close();
    const second = await openDashboard({ storage: house.storage, port: first.port });
    await expect.poll(() => status(page), { timeout: 15_000 }).toContain("Open the link that it printed");
    await second.close();
  });
});
