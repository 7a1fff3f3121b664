import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { type Lab, openLab } from "../../src/index.ts";
import { openPage, violations, widthOf } from "./open-page.ts";

const browser: Browser | string = await startBrowser(["--disable-gpu"]);
if (typeof browser === "string") console.warn(`The tests of the laboratory in a browser are skipped: ${browser}`);
let lab: Lab;

beforeAll(async () => {
  lab = await openLab({ port: 0 });
});

afterAll(async () => {
  if (typeof browser !== "string") await browser.close();
  await lab.close();
});

afterEach(async () => {
  if (typeof browser !== "string") for (const context of browser.contexts()) await context.close();
});

const open = (hash: string, look?: Parameters<typeof openPage>[2]) =>
  openPage(browser as Browser, `${lab.url}${hash}`, look);

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();

/** The two losses that stand over the curve. */
const lossesOf = async (page: Page): Promise<readonly number[]> => {
  const words = await page.locator(".result .key").textContent();
  return [...words!.matchAll(/(?:training|test)\s+([\d.e-]+)/g)].map(([, number]) => Number(number));
};

const epochOf = async (page: Page): Promise<number> => Number(await page.locator(".numbers b").first().textContent());

const untilEpoch = (page: Page, epoch: number) =>
  page.waitForFunction((least) => {
    const { document } = globalThis as unknown as {
      document: { querySelector(of: string): { textContent: string } | null };
    };
    return Number(document.querySelector(".numbers b")?.textContent) >= least;
  }, epoch);

describe.skipIf(typeof browser === "string")("the laboratory", () => {
  it("leads a newcomer from its entrance to a dying ReLU and its cure by what the page itself says", async () => {
    const { page, troubles } = await open("");
    // The entrance says that there is what fails, and a doctor.
    expect(await page.locator("main").textContent()).toContain("what works and what fails. The doctor looks on.");
    await page.getByRole("link", { name: "Playground" }).last().click();
    await button(page, "Dying ReLU").click();
    expect(await page.locator(".presets").textContent()).toContain("Look what the doctor says below, and try a cure.");
    const finding = page.locator(".finding", { hasText: "dying relu" });
    await finding.waitFor();
    await untilEpoch(page, 150);
    expect((await lossesOf(page))[0]).toBeGreaterThan(0.3);
    await finding.getByRole("button", { name: "What is dying relu?" }).click();
    expect(await page.locator(".card-aside").textContent()).toMatch(/ReLU.*what helps/s);
    await page.keyboard.press("Escape");
    await finding.getByRole("button", { name: /^Try it: a lower learning rate/ }).click();
    await page.waitForFunction(() =>
      (globalThis as unknown as { location: { hash: string } }).location.hash.includes("rate=0.3"),
    );
    await untilEpoch(page, 250);
    const [training, test] = await lossesOf(page);
    expect(training).toBeLessThan(0.1);
    expect(test).toBeLessThan(0.3);
    expect(await page.locator(".finding", { hasText: "dying relu" }).count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it("is used by keyboard alone, and says where the focus is", async () => {
    const { page, troubles } = await open("#/playground?pace=slow");
    await untilEpoch(page, 1);
    await button(page, "Pause").focus();
    await page.keyboard.press("Enter");
    await button(page, "Go").waitFor();
    await page.waitForTimeout(300);
    const held = await epochOf(page);
    await button(page, "One epoch").focus();
    await page.keyboard.press("Enter");
    await untilEpoch(page, held + 1);
    expect(await epochOf(page)).toBe(held + 1);
    await button(page, "Show unit 1 of layer 1").focus();
    await page.getByRole("heading", { name: "What unit 1 of layer 1 says" }).waitFor();
    await page.keyboard.press("Tab");
    await page.getByRole("heading", { name: "What unit 2 of layer 1 says" }).waitFor();
    await button(page, "What is learning rate?").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Learning rate" }).waitFor();
    await page.keyboard.press("Escape");
    // Who closes a card is where it was opened.
    await page.locator(`:focus[aria-label="What is learning rate?"]`).waitFor();
    expect(troubles).toEqual([]);
  });

  it("shows what a link says, and has what is chosen in its address", async () => {
    const { page, troubles } = await open("#/playground?data=xor&layers=3-tanh&optimizer=sgd&rate=0.3&seed=4");
    await untilEpoch(page, 1);
    expect(await page.getByLabel("shape").inputValue()).toBe("xor");
    expect(await page.getByLabel("optimizer", { exact: true }).inputValue()).toBe("sgd");
    expect(await page.getByRole("button", { name: /^Show unit/ }).count()).toBe(3);
    await page.getByLabel("optimizer", { exact: true }).selectOption("rmsprop");
    await button(page, "Add a layer").click();
    expect(new URL(page.url()).hash).toBe(
      "#/playground?data=xor&seed=4&layers=3-tanh.3-tanh&optimizer=rmsprop&rate=0.3",
    );
    await button(page, "feature x·y").click();
    expect(new URL(page.url()).hash).toContain("features=x.y.xy");
    expect(troubles).toEqual([]);
  });

  it("lets a teacher put controls away", async () => {
    const { page } = await open("#/playground");
    await page.getByLabel("Make a lesson").check();
    await page.locator(".field", { hasText: "optimizer" }).getByLabel("shown").uncheck();
    await page.getByLabel("Make a lesson").uncheck();
    expect(await page.getByLabel("optimizer", { exact: true }).count()).toBe(0);
    const lesson = page.url();
    expect(lesson).toContain("hide=optimizer");
    const { page: reader } = await openPage(browser as Browser, lesson);
    await untilEpoch(reader, 1);
    expect(await reader.getByLabel("optimizer", { exact: true }).count()).toBe(0);
    expect(await reader.getByLabel("loss", { exact: true }).count()).toBe(1);
  });

  it("learns from points that are drawn, and says so where there are none", async () => {
    const { page } = await open("#/playground?data=drawn");
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").textContent()).toContain("draw some of both classes");
    for (const [kind, x, y] of [
      ["1", 80, 80],
      ["-1", 240, 240],
      ["1", 100, 60],
      ["-1", 220, 260],
    ] as const) {
      await page.getByLabel("draw points").selectOption(kind);
      await page.locator(".surface").click({ position: { x, y } });
    }
    await untilEpoch(page, 3);
    expect(page.url()).toMatch(/points=(-?\d+_-?\d+_-?100\.?){4}$/);
  });

  it("learns from points of a table that is pasted, and says what is wrong with one", async () => {
    const { page, troubles } = await open("#/playground");
    await untilEpoch(page, 1);
    await page.getByText("Points of your own").click();
    const lines = page.getByLabel("Lines of x, y, class");
    await lines.fill("1,2,a");
    await button(page, "Take them").click();
    await page.getByText("It takes four points at least: there are 1.").waitFor();
    expect(await violations(page)).toEqual([]);
    await lines.fill("x,y,kind\n1,1,a\n2,2,b\n1,1.2,a\n2,1.8,b\n1.1,1,a\n1.9,2,b");
    await button(page, "Take them").click();
    await page.getByRole("button", { name: "Forget 6 drawn points" }).waitFor();
    expect(page.url()).toContain("data=drawn&points=-95_-95_100.");
    await untilEpoch(page, 2);
    expect(troubles).toEqual([]);
  });

  it("says that there is no such room, and opens cards whatever they are asked for", async () => {
    const { page, troubles } = await open("#/attic");
    await page.getByRole("heading", { name: "No such room" }).waitFor();
    expect(troubles).toEqual([]);
  });

  it("says that the explanations did not come, and asks again where that is wanted", async () => {
    const { page } = await open("#/attic");
    await page.route("**/cards.json", (route) => route.fulfill({ status: 503 }));
    await page.goto(`${lab.url}#/playground`);
    await page.reload();
    await button(page, "What is learning rate?").click();
    const alert = page.locator(".card-aside [role=alert]");
    await expect.poll(() => alert.textContent()).toContain("cards.json was asked for, and the server says 503.");
    await page.unroute("**/cards.json");
    await alert.getByRole("button", { name: "Ask again" }).press("Enter");
    await expect.poll(() => page.locator(".card-aside dl").textContent()).toContain("formula");
  });

  it.each([
    [1280, "light"],
    [1280, "dark"],
    [400, "light"],
    [400, "dark"],
  ] as const)(
    "breaks no rule of axe-core, and is no wider than the screen, at %i and %s",
    async (width, colorScheme) => {
      for (const hash of ["", `#/playground?${new URLSearchParams({ optimizer: "sgd", rate: "3" })}`]) {
        const { page, troubles } = await open(hash, { width, colorScheme });
        await page.locator("h1").waitFor();
        if (hash !== "") {
          await page.locator(".finding").first().waitFor();
          await button(page, "What is learning rate?").click();
          await page.locator(".card-aside dl").waitFor();
        }
        expect(await violations(page)).toEqual([]);
        expect(await widthOf(page)).toBeLessThanOrEqual(width);
        expect(troubles).toEqual([]);
        await page.context().close();
      }
    },
  );
});
