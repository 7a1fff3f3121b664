import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { bundleParts } from "@kaviar/page/bundle";
import type { Storage, Study } from "@kaviar/tune";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { servedPages } from "../../../../scripts/pages.ts";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { type Dashboard, openDashboard } from "../../src/index.ts";
import { attacker, digits, hostile, inMemory } from "../studies.ts";

let browser: Browser | string;
let storage: Storage;
let study: Study;
let dashboard: Dashboard;

beforeAll(async () => {
  // The page as it is now: the last build may be older.
  await bundleParts(servedPages.dashboard);
  browser = await startBrowser(["--disable-gpu"]);
  storage = await inMemory();
  study = await digits(storage);
  await (await attacker(storage)).close();
  dashboard = await openDashboard({ storage, port: 0 });
});

afterAll(async () => {
  if (typeof browser !== "string") await browser?.close();
  await dashboard?.close();
  await study?.close();
  await storage?.close();
});

afterEach(async () => {
  if (typeof browser !== "string") for (const context of browser.contexts()) await context.close();
});

interface Look {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  readonly url?: string;
  /** axe-core comes along, which the policy of the page forbids. */
  readonly isJudged?: boolean;
}

/** Opens the dashboard by its link; tells what went wrong meanwhile, and whatever was asked of anybody else. */
const open = async (
  browser: Browser,
  { width = 1280, colorScheme = "light", url = dashboard.url, isJudged = false }: Look = {},
) => {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    locale: "en-US",
    bypassCSP: isJudged,
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin && !request.url().startsWith("data:"))
      troubles.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  return { page, troubles };
};

const at = (hash: string) => `http://127.0.0.1:${dashboard.port}/${hash}`;

const rows = (page: Page) => page.locator(".trials tbody tr");
const firstColumn = (page: Page, count: number) =>
  page
    .locator(".trials tbody tr td:first-child")
    .evaluateAll((cells, n) => cells.slice(0, n).map((cell) => cell.textContent), count);
const status = (page: Page) => page.locator(".connection").textContent();

/** The rules of axe-core that a page breaks, and where. */
const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  });
};

/** As much of a canvas as a test looks at: the types of tests are those of Node. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: "2d"): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  };
}

/** How many different colours the chart shows beside greys: an empty one has none. */
const colours = (page: Page) =>
  page.locator("#history canvas").evaluate((element) => {
    const canvas = element as unknown as Canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const strong = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      const [red, green, blue, alpha] = [data[i]!, data[i + 1]!, data[i + 2]!, data[i + 3]!];
      if (alpha > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60)
        strong.add((red >> 5) * 64 + (blue >> 5));
    }
    return strong.size;
  });

describe("a dashboard", () => {
  it("leads from the studies to a study to a trial, and back: by clicks", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const { page, troubles } = await open(browser);
    await expect.poll(() => page.locator(".studies > li").count()).toBe(2);
    expect(page.url()).toBe(at(""));
    await page.getByRole("link", { name: "digits" }).click();
    await expect.poll(() => page.title()).toBe("digits · kaviar");
    await expect.poll(() => page.locator("h1").textContent()).toBe("digits");
    const best = Math.min(...study.trials.flatMap(({ values }) => values ?? []));
    expect(Number(await page.locator(".figure").textContent())).toBeCloseTo(best, 4);
    expect(await firstColumn(page, 3)).toEqual(["59", "58", "57"]);
    await expect.poll(() => colours(page)).toBeGreaterThan(0);

    await page.getByRole("button", { name: "value" }).click();
    await page.getByRole("button", { name: "value" }).click();
    await expect.poll(() => page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
    const worst = study.trials.reduce((a, b) => ((b.values?.[0] ?? -1) > (a.values?.[0] ?? -1) ? b : a));
    expect(await firstColumn(page, 1)).toEqual([String(worst.number)]);
    expect(page.url()).toBe(at("#/studies/1?sort=value%3A0"));

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
    if (typeof browser === "string") return skip(browser);
    const { page, troubles } = await open(browser);
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = async () => (await page.locator(":focus").allTextContents())[0] ?? "";
    /** Goes on by Tab until something of that name is reached. */
    const tabTo = async (name: string) => {
      for (let i = 0; i < 30; i++) {
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
    expect(page.url()).toBe(at("#/studies/1"));
    expect(troubles).toEqual([]);
  });

  it("shows hostile names, values and errors as the texts they are", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const { page, troubles } = await open(browser);
    await page.getByRole("link", { name: hostile }).click();
    await expect.poll(() => page.locator("h1").textContent()).toBe(hostile);
    expect(await page.title()).toBe(`${hostile} · kaviar`);
    await expect.poll(() => page.locator(".trials th").allTextContents()).toContain(hostile);
    await page.getByRole("button", { name: "state" }).click();
    await page.getByRole("button", { name: "state" }).click();
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

  it.each([
    { width: 1280, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
    { width: 400, colorScheme: "light" },
    { width: 400, colorScheme: "dark" },
  ] as const)("breaks no rule of axe-core and never scrolls sideways, $width wide and $colorScheme", async (look) => {
    if (typeof browser === "string") return;
    const { page, troubles } = await open(browser, { ...look, isJudged: true });
    const wide = () => page.locator("html").evaluate(({ scrollWidth }) => scrollWidth);
    await page.getByRole("link", { name: "digits" }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await wide()).toBe(look.width);
    for (const [id, trial] of [
      [1, 3],
      [2, 5],
    ]) {
      await page.goto(at(`#/studies/${id}`));
      await rows(page).first().waitFor();
      await expect.poll(() => colours(page)).toBeGreaterThan(0);
      expect(await violations(page)).toEqual([]);
      expect(await wide()).toBe(look.width);
      await page.goto(at(`#/studies/${id}?trial=${trial}`));
      await page.locator("dialog .part").first().waitFor();
      expect(await violations(page)).toEqual([]);
    }
    expect(troubles).toEqual([]);
  });

  it("says what to type where there is nothing yet, and shows what then comes", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const empty = await inMemory();
    const own = await openDashboard({ storage: empty, port: 0 });
    const { page, troubles } = await open(browser, { url: own.url, isJudged: true });
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
    if (typeof browser === "string") return skip(browser);
    const { page } = await open(browser);
    await page.goto(at("#/studies/99"));
    await expect.poll(() => page.locator("h1").textContent()).toBe("No such study");
    await page.goto(at("#/studies/1?trial=4000"));
    await expect.poll(() => page.locator("dialog").textContent()).toContain("There is no trial of this number.");
  });
});

/** Passes connections on to a port, and cuts them all when it is told so: what a laptop that sleeps or a tunnel does. */
const tunnel = async () => {
  const sockets = new Set<Socket>();
  let to = 0;
  const listen = (port: number) =>
    new Promise<Server>((resolve) => {
      const server = createServer((socket) => {
        const onward = connect(to, "127.0.0.1");
        for (const each of [socket, onward]) {
          sockets.add(each);
          each.on("error", () => {});
          each.on("close", () => {
            sockets.delete(each);
            socket.destroy();
            onward.destroy();
          });
        }
        socket.pipe(onward).pipe(socket);
      });
      server.listen(port, "127.0.0.1", () => resolve(server));
    });
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    leadTo: (target: number) => {
      to = target;
    },
    cut: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => {
      server = await listen(port);
    },
  };
};

describe("a page that stays open", () => {
  it("shows what comes, says when it is cut off, and has all of it when the connection is back", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const own = await inMemory();
    const growing = await digits(own, 5);
    const way = await tunnel();
    const served = await openDashboard({ storage: own, port: 0, allowHost: [`127.0.0.1:${way.port}`] });
    way.leadTo(served.port);
    const { page, troubles } = await open(browser, { url: served.url.replace(`:${served.port}/`, `:${way.port}/`) });
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
    if (typeof browser === "string") return skip(browser);
    const first = await openDashboard({ storage, port: 0 });
    const { page } = await open(browser, { url: first.url });
    await page.getByRole("link", { name: "digits" }).waitFor();
    await first.close();
    const second = await openDashboard({ storage, port: first.port });
    await expect.poll(() => status(page), { timeout: 15_000 }).toContain("Open the link that it printed");
    await second.close();
  });
});
