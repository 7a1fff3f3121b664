import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { type Lab, openLab } from "../../src/index.ts";
import { openPage, violations, widthOf } from "./open-page.ts";

const browser: Browser | string = await startBrowser(["--disable-gpu"]);
if (typeof browser === "string") console.warn(`The tests of the rooms in a browser are skipped: ${browser}`);
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

const enter = (hash: string, look?: Parameters<typeof openPage>[2]) =>
  openPage(browser as Browser, `${lab.url}${hash}`, look);

/** Goes from one thing to the next by the keyboard, until one of this name has the focus. */
const tabTo = async (page: Page, name: string | RegExp): Promise<void> => {
  for (let press = 0; press < 200; press++) {
    await page.keyboard.press("Tab");
    const words = await page.locator(":focus").evaluateAll((elements) =>
      elements.map((element) => {
        const { labels, textContent, getAttribute } = element as unknown as {
          readonly labels?: Iterable<{ readonly textContent: string }>;
          readonly textContent: string;
          getAttribute(name: string): string | null;
        };
        const label = [...(labels ?? [])].map((each) => each.textContent).join(" ");
        return getAttribute.call(element, "aria-label") ?? (label || textContent);
      }),
    );
    if (words.some((word) => (typeof name === "string" ? word.includes(name) : name.test(word)))) return;
  }
  throw new Error(`The keyboard does not reach ${name}.`);
};

/** Presses a button that the keyboard gets to. */
const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
};

const textOf = (page: Page, selector = "main") => page.locator(selector).first().textContent();

/** What is done in each room by the keyboard alone, and what there is to see then. */
const visits: Readonly<Record<string, { readonly hash: string; visit(page: Page): Promise<void> }>> = {
  hospital: {
    hash: "#/hospital?case=1",
    visit: async (page) => {
      await expect.poll(() => textOf(page, ".run-bar"), { timeout: 20_000 }).toContain("over");
      await press(page, "Rate too low");
      expect(await textOf(page, ".after-guess")).toContain("It is something else: dying ReLU.");
      expect(await textOf(page, ".cases")).toContain("0 of 1 right");
      await press(page, "Try it: a lower learning rate");
      await expect.poll(() => page.locator("[aria-label^='What was tried']").count(), { timeout: 20_000 }).toBe(1);
      const rows = page.locator("[aria-label^='What was tried'] tbody tr");
      await expect.poll(() => rows.count()).toBe(2);
      expect(await rows.nth(0).textContent()).toContain("dying relu");
      expect(await rows.nth(1).textContent()).toMatch(/^lower rate.*no problem$/);
    },
  },
  quiz: {
    hash: "#/quiz?heading=losses",
    visit: async (page) => {
      await page.locator(".asked").waitFor();
      for (const _ of ["first", "second"]) {
        await press(page, /^a /);
        expect(await textOf(page, ".asked")).toMatch(/Right\.|It is another one\./);
        await press(page, "Next");
      }
      expect(await textOf(page)).toMatch(/\d of 2 right/);
      await page.reload();
      // The score is still there, and says so.
      await expect.poll(() => textOf(page, ".asked")).toMatch(/again|right 1 of 1 times/);
      await press(page, "Forget the score");
      await expect.poll(() => textOf(page, ".asked")).toContain("new");
    },
  },
  search: {
    hash: "#/search?ground=axis&pace=fast",
    visit: async (page) => {
      await expect.poll(() => textOf(page, ".run-bar"), { timeout: 20_000 }).toContain("point 25 of 25");
      const row = (name: string) => page.locator("[aria-label='What each sampler has found'] tr", { hasText: name });
      // Five values of the one axis that matters, against as many as there are points.
      expect(await row("grid").textContent()).toMatch(/5$/);
      expect(await row("random").textContent()).toMatch(/25$/);
      await tabTo(page, "function");
      await page.keyboard.press("ArrowUp");
      expect(page.url()).not.toContain("ground");
      await expect.poll(() => textOf(page, ".run-bar"), { timeout: 20_000 }).toContain("point 25 of 25");
      await press(page, "What is GP?");
      expect(await textOf(page, ".card-aside")).toContain("formula");
      await page.keyboard.press("Escape");
    },
  },
  scales: {
    hash: "#/scales?pace=fast",
    visit: async (page) => {
      await expect.poll(() => textOf(page, ".run-bar"), { timeout: 20_000 }).toContain("draw 30 of 30");
      const hits = async () =>
        (await page.locator(".spread figcaption .numbers b").allTextContents()).map((words) => Number(words));
      const [linear, , both] = await hits();
      expect(both).toBeGreaterThan(linear! + 2);
      await tabTo(page, "seed");
      await page.keyboard.press("ArrowDown");
      expect(page.url()).toContain("seed=1");
      await press(page, "What is a one-minus-log scale?");
      expect(await textOf(page, ".card-aside")).toContain("formula");
      await page.keyboard.press("Escape");
    },
  },
  evolution: {
    hash: "#/evolution?models=kNearest&population=6&generations=3&pace=fast",
    visit: async (page) => {
      await expect.poll(() => textOf(page, ".run-bar"), { timeout: 30_000 }).toContain("generation 3 of 3 · over");
      expect(await page.locator(".bred-box").count()).toBe(18);
      expect(await textOf(page, "[aria-label='Scores by generation']")).toContain("After 18 pipelines each");
      await tabTo(page, /^Pipeline \d+/);
      await page.keyboard.press("ArrowLeft");
      const at = Number(/pipeline=(\d+)/.exec(page.url())?.[1]);
      expect(await page.locator(":focus").textContent()).toContain(`Pipeline ${at}`);
      expect(await textOf(page, "[aria-label='One pipeline'] h2")).toContain(`Pipeline ${at}`);
      await press(page, "What is kNearest?");
      expect(await textOf(page, ".card-aside")).toContain("formula");
      await page.keyboard.press("Escape");
      await press(page, "Random is as good");
      await expect.poll(() => textOf(page, ".run-bar"), { timeout: 30_000 }).toContain("generation 8 of 8 · over");
      expect(page.url()).toContain("seed=5");
    },
  },
  halving: {
    hash: "#/halving?runs=9&pace=fast",
    visit: async (page) => {
      await expect.poll(() => textOf(page, ".run-bar"), { timeout: 30_000 }).toContain("over");
      expect(await textOf(page, ".facts")).toMatch(/epochs spent\d+ of 243/);
      expect(await textOf(page, ".facts")).not.toContain("not known yet");
      await tabTo(page, "way");
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => textOf(page, ".happened"), { timeout: 30_000 }).toContain("Back to epoch");
      await expect.poll(() => textOf(page, ".run-bar"), { timeout: 30_000 }).toContain("over");
      expect(page.url()).toContain("way=panda");
    },
  },
};

describe.skipIf(typeof browser === "string").each(Object.entries(visits))("the room %s", (_, { hash, visit }) => {
  it("is used by the keyboard alone, on a wide light page, and breaks no rule of axe-core", async () => {
    const { page, troubles } = await enter(hash);
    await visit(page);
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
  }, 60_000);

  it("is used on a narrow dark page, without scrolling sideways", async () => {
    const { page, troubles } = await enter(hash, { width: 400, colorScheme: "dark" });
    await visit(page);
    expect(await violations(page)).toEqual([]);
    expect(await widthOf(page)).toBe(400);
    expect(troubles).toEqual([]);
  }, 60_000);

  it.each([
    { width: 1280, colorScheme: "dark" },
    { width: 400, colorScheme: "light" },
  ] as const)(
    "opens under its policy at $width, $colorScheme",
    async (look) => {
      const { page, troubles } = await enter(hash, look);
      await page.locator("h1").waitFor();
      await page.locator("section").first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(troubles).toEqual([]);
    },
    60_000,
  );
});
