import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { openHouse, rows } from "./look.ts";

const house = openHouse();

describe("the table of trials", () => {
  it("has the columns that are chosen, leaves out what is the same, and is saved as it is shown", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1?filter=optimizer+%3D+sgd+and+state+%3D+complete&sort=value%3A0&up=1"));
    await rows(page).first().waitFor();
    const heads = () => page.locator(".trials th").allTextContents();
    await expect.poll(heads).toEqual(["trial", "state", "value ↑", "rate", "optimizer", "took", "sampler"]);
    await page.locator(".choose summary").click();
    await page.getByRole("checkbox", { name: "took" }).uncheck();
    await expect.poll(heads).not.toContain("took");
    await page.getByRole("checkbox", { name: "only what differs" }).press("Space");
    await expect.poll(heads).toEqual(["trial", "value ↑", "rate"]);
    expect(await page.locator("#trials > .says").last().textContent()).toBe(
      "The same in all trials shown: state = complete, optimizer = sgd, sampler = random.",
    );
    expect(page.url()).toContain("hide=took");
    expect(page.url()).toContain("differs=1");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("digits.csv");
    const chosen = house.study.trials
      .filter(({ state, params }) => state === "complete" && params.optimizer === "sgd")
      .sort((a, b) => a.values![0]! - b.values![0]!);
    expect(await readFile(await download.path(), "utf8")).toBe(
      `\uFEFFtrial,value,rate\r\n${chosen.map(({ number, values, params }) => `${number},${values![0]},${params.rate}\r\n`).join("")}`,
    );
    expect(troubles).toEqual([]);
  });
});
