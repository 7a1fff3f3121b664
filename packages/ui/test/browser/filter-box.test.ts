import { choice, log } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { openDashboard } from "../../src/index.ts";
import { digits, inMemory } from "../studies.ts";
import { firstColumn, openHouse, rows } from "./look.ts";
import { violations } from "./open-page.ts";

const house = openHouse();

describe("a filter of trials", () => {
  it("acts on the chart, the counts, the best and the table, stands in the address, and is cleared", async ({
    skip,
  }) => {
    const { page, troubles } = await house.open(skip);
    await page.getByRole("link", { name: "digits" }).click();
    await rows(page).first().waitFor();
    const chosen = house.study.trials.filter(({ state, params }) => state === "complete" && params.optimizer === "sgd");
    const box = page.getByLabel("Show trials where");
    const says = () => page.locator(".filter .shown").textContent();
    expect(await says()).toBe("all 60 trials");
    await box.pressSequentially("state = complete ");
    await expect.poll(() => page.url()).toContain("filter=state+%3D+complete");
    // Who pauses goes on where the pause was.
    expect(await box.inputValue()).toBe("state = complete ");
    await box.pressSequentially("and optimizer = sgd");
    await expect.poll(says).toBe(`${chosen.length} of 60 trials`);
    expect(await page.locator("#trials > .says").first().textContent()).toContain(`The ${chosen.length} of 60`);
    expect(await page.locator("#history .says").textContent()).toContain(`The ${chosen.length} values`);
    expect(await page.locator(".counts .key").textContent()).toBe(`${chosen.length} complete`);
    const best = Math.min(...chosen.map(({ values }) => values![0]!));
    expect(Number(await page.locator(".figure").textContent())).toBeCloseTo(best, 4);
    expect(await firstColumn(page, 2)).toEqual(
      chosen
        .slice(-2)
        .reverse()
        .map(({ number }) => String(number)),
    );
    expect(new URL(page.url()).hash).toBe("#/studies/1?filter=state+%3D+complete+and+optimizer+%3D+sgd");
    await page.reload();
    await expect.poll(says).toBe(`${chosen.length} of 60 trials`);
    expect(await box.inputValue()).toBe("state = complete and optimizer = sgd");
    await page.getByRole("button", { name: "Show all" }).click();
    await expect.poll(says).toBe("all 60 trials");
    expect(await page.locator(":focus").getAttribute("id")).toBe("filter");
    await page.goBack();
    await expect.poll(() => page.locator("h1").textContent()).toBe("Studies");
    expect(troubles).toEqual([]);
  });

  it("that is none says why and what to do beside the box, and what held before holds on", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1?filter=rte+%3E+1"));
    const says = page.locator("#filter-says");
    await expect
      .poll(() => says.textContent())
      .toContain("got rte. There are number, value, took, state, sampler, rate");
    expect(await page.locator(".filter .shown").textContent()).toBe("all 60 trials");
    const box = page.getByLabel("Show trials where");
    expect(await box.getAttribute("aria-invalid")).toBe("true");
    expect(await violations(page)).toEqual([]);
    await box.fill("number < 10");
    await expect.poll(() => page.locator(".filter .shown").textContent()).toBe("10 of 60 trials");
    await box.fill("number < 10 and");
    await expect.poll(() => says.textContent()).toContain("goes on with a name: got its end");
    await box.press("Enter");
    expect(await page.locator(".filter .shown").textContent()).toBe("10 of 60 trials");
    await box.fill("number > 1000");
    await expect.poll(() => page.locator(".filter .shown").textContent()).toBe("0 of 60 trials");
    expect(await rows(page).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it("lets those pass that come or change later, and no others", async ({ skip }) => {
    const own = await inMemory();
    const growing = await digits(own, 5);
    const served = await openDashboard({ storage: own, port: 0 });
    const { page, troubles } = await house.open(skip, { url: served.url });
    await page.getByRole("link", { name: "digits" }).waitFor();
    await page.goto(page.url().replace(/#?$/, "#/studies/1?filter=value+%3E+100+or+state+%3D+running"));
    await expect.poll(() => page.locator(".filter .shown").textContent()).toBe("0 of 5 trials");
    await growing.addTrial({ rate: 0.5, optimizer: "adam" }, 200);
    await growing.addTrial({ rate: 0.5, optimizer: "adam" }, 20);
    await expect.poll(() => page.locator(".filter .shown").textContent()).toBe("1 of 7 trials");
    expect(await firstColumn(page, 3)).toEqual(["5"]);
    const asked = await growing.ask({ rate: log(1e-5, 1), optimizer: choice(["adam", "sgd"]) });
    await expect.poll(() => page.locator(".filter .shown").textContent()).toBe("2 of 8 trials");
    expect(await firstColumn(page, 3)).toEqual(["7", "5"]);
    await growing.tell(asked, 1);
    await expect.poll(() => page.locator(".filter .shown").textContent()).toBe("1 of 8 trials");
    expect(await firstColumn(page, 3)).toEqual(["5"]);
    expect(await page.locator(".figure").textContent()).toBe("200");
    expect(troubles).toEqual([]);
    await served.close();
    await growing.close();
    await own.close();
  });
});
