import { describe, expect, it } from "vitest";
import { fitted } from "../fitted.ts";
import { colours, firstColumn, openHouse, rows } from "./look.ts";
import { violations } from "./open-page.ts";

const house = openHouse(async (storage) => {
  const { storage: made, close } = await fitted();
  const [study] = await made.studies();
  const { trials } = await made.changes(study!.id, 0);
  const copy = await storage.openStudy({ ...study!, name: "churn" });
  // Parents are named by number: trials come in the order of theirs, not in that of their ends.
  const inOrder = trials.toSorted((a, b) => a.number - b.number);
  await storage.add(copy.study.id, inOrder.map((trial) => ({ trial, reports: [] })) as never);
  await close();
});

/** What a pipeline that was bred keeps of whom from. */
interface Bred {
  readonly parents?: readonly number[];
}

describe("the pages of a search of pipelines", () => {
  it("are the first of its study, whose every part leads on", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/study?name=churn"));
    await rows(page).first().waitFor();
    expect(page.url()).toBe(house.at("#/studies/2"));
    await expect
      .poll(() => page.locator("section[aria-label='In short']").textContent())
      .toContain(
        "To predict churned, classes, from 96 rows of 4 columns; 24 more are held out. ROC-AUC on 2 folds, higher is better",
      );
    const compared = await page.locator(".bought tbody th").allTextContents();
    expect(compared).toEqual(["the majority", "a linear model", "the best pipeline", "the ensemble"]);
    expect(await page.locator(".budget").textContent()).toContain("Budget: 24 of 24 evaluations used (100 %).");
    expect(await page.locator("nav.parts button").allTextContents()).toEqual([
      "Leaderboard",
      "How the best came",
      "Pareto front",
      "Lineage",
      "Families of models",
      "Failed and stopped",
      "Notes",
    ]);
    expect(await firstColumn(page, 3)).toEqual(["1", "2", "3"]);
    await page.locator("#progress").scrollIntoViewIfNeeded();
    await expect.poll(() => colours(page, "#progress canvas")).toBeGreaterThan(0);
    await page.locator("#pareto").scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator("#pareto .plot").getAttribute("aria-label")).toContain("by work and rocAuc");
    expect(await violations(page)).toEqual([]);

    await page.locator("#leaderboard th button", { hasText: "parts" }).click();
    await expect.poll(() => page.url()).toContain("sort=parts&up=1");
    await page.getByLabel("of pipeline").selectOption({ index: 2 });
    expect(page.url()).toMatch(/line=\d+&sort/);
    // Which pipelines have parents is the search's own affair.
    const { trials } = await house.storage.changes(2, 0);
    const bred = trials.filter(({ number, notes }) => number > 9 && (notes as Bred).parents?.length).at(-1)!;
    await page.goto(house.at(`#/studies/2?line=${bred.number}`));
    const node = page.locator("#lineage svg a").first();
    const isWhole = async () => {
      const drawn = await page.locator("#lineage svg a").count();
      return drawn > 1 && drawn === (await page.locator("#lineage ol.line > li").count());
    };
    await expect.poll(isWhole).toBe(true);
    await node.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).not.toMatch(new RegExp(`line=${bred.number}$`));
    await page.locator("#leaderboard tbody a").first().click();
    await page.getByRole("link", { name: "line of descent" }).click();
    await expect.poll(() => page.locator("dialog").count()).toBe(0);

    await page.getByLabel("Show trials where").fill("model = logisticRegression");
    await expect.poll(() => page.locator("#families tbody th").allTextContents()).toEqual(["logisticRegression"]);
    await page.getByRole("link", { name: "All trials" }).click();
    await page.locator("#history").waitFor();
    expect(await page.locator("#leaderboard").count()).toBe(0);
    expect(page.url()).toContain("view=trials");
    expect(troubles).toEqual([]);
  });

  it("follow a search that goes on without jumping, on a phone too", async ({ skip }) => {
    const { page, troubles } = await house.open(skip, { width: 400, colorScheme: "dark" });
    await page.goto(house.at("#/studies/2"));
    await rows(page).first().waitFor();
    expect(await page.locator("html").evaluate(({ scrollWidth }) => scrollWidth)).toBe(400);
    await page.locator("#families").scrollIntoViewIfNeeded();
    await page.waitForTimeout(300);
    const top = () => page.locator("#families").evaluate((element) => element.getBoundingClientRect().top);
    const before = await top();
    const [best] = (await house.storage.changes(2, 0)).trials.filter(({ state }) => state === "complete");
    const { dimensions, params } = best!;
    await house.storage.add(2, [
      {
        trial: {
          ...{ state: "complete", params: { ...params, model: "oracle" }, dimensions, values: [1, 1, 1] },
          ...{ attributes: { pipeline: "oracle", scores: [1, 1] }, constraints: {}, attempt: 1 },
          ...{ notes: { operator: "near", parents: [1] }, startedAt: Date.now(), finishedAt: Date.now() + 5 },
        },
        reports: [],
      },
    ]);
    await expect.poll(() => page.locator("#families tbody th").allTextContents()).toContain("oracle");
    expect(Math.abs((await top()) - before)).toBeLessThan(2);
    await expect.poll(() => rows(page).first().textContent()).toContain("oracle");
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });
});
