import { readFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { bundleParts } from "@kaviar/page/bundle";
import { choice, createStudy, log, type Storage, type Study } from "@kaviar/tune";
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

/** As much of a window, and for the same reason. */
interface Window {
  readonly document: {
    querySelectorAll(selector: string): Iterable<Canvas>;
    readonly body: { readonly dataset: Record<string, string> };
  };
  addEventListener(type: string, listener: () => void): void;
}

/** How many different colours a chart shows beside greys: an empty one has none. */
const colours = (page: Page, chart = "#history canvas") =>
  page
    .locator(chart)
    .first()
    .evaluate((element) => {
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

/** How many pixels of so many columns at the left of a chart are not empty. */
const inked = (page: Page, chart: string, columns: number) =>
  page.locator(chart).evaluate((element, width) => {
    const canvas = element as unknown as Canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, canvas.height);
    return data.filter((value, at) => at % 4 === 3 && value > 100).length;
  }, columns);

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
      await page.locator("#slices").scrollIntoViewIfNeeded();
      await page.locator("#slices .plot").first().waitFor();
      await page.locator("#timeline").scrollIntoViewIfNeeded();
      await page.locator("#timeline .plot").waitFor();
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

describe("a filter of trials", () => {
  it("acts on the chart, the counts, the best and the table, stands in the address, and is cleared", async ({
    skip,
  }) => {
    if (typeof browser === "string") return skip(browser);
    const { page, troubles } = await open(browser);
    await page.getByRole("link", { name: "digits" }).click();
    await rows(page).first().waitFor();
    const chosen = study.trials.filter(({ state, params }) => state === "complete" && params.optimizer === "sgd");
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
    if (typeof browser === "string") return skip(browser);
    const { page, troubles } = await open(browser, { isJudged: true });
    await page.goto(at("#/studies/1?filter=rte+%3E+1"));
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
    if (typeof browser === "string") return skip(browser);
    const own = await inMemory();
    const growing = await digits(own, 5);
    const served = await openDashboard({ storage: own, port: 0 });
    const { page, troubles } = await open(browser, { url: served.url });
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

describe("the table of trials", () => {
  it("has the columns that are chosen, leaves out what is the same, and is saved as it is shown", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const { page, troubles } = await open(browser);
    await page.goto(at("#/studies/1?filter=optimizer+%3D+sgd+and+state+%3D+complete&sort=value%3A0&up=1"));
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
    const chosen = study.trials
      .filter(({ state, params }) => state === "complete" && params.optimizer === "sgd")
      .sort((a, b) => a.values![0]! - b.values![0]!);
    expect(await readFile(await download.path(), "utf8")).toBe(
      `\uFEFFtrial,value,rate\r\n${chosen.map(({ number, values, params }) => `${number},${values![0]},${params.rate}\r\n`).join("")}`,
    );
    expect(troubles).toEqual([]);
  });
});

describe("the slices of a study", () => {
  it("show the value by each parameter near the screen, of what passes the filter, and lead to a trial", async ({
    skip,
  }) => {
    if (typeof browser === "string") return skip(browser);
    const { page, troubles } = await open(browser);
    await page.setViewportSize({ width: 1280, height: 300 });
    await page.goto(at("#/studies/1?filter=number+%3D+7"));
    await rows(page).first().waitFor();
    const charts = page.locator("#slices .plot");
    expect(await charts.count()).toBe(0);
    await page.locator("#slices").scrollIntoViewIfNeeded();
    await expect.poll(() => charts.count()).toBe(2);
    const labels = () => charts.evaluateAll((all) => all.map((chart) => chart.getAttribute("aria-label")));
    expect(await labels()).toEqual([
      "The value of 1 trial by rate, on a logarithmic axis. The table below has all of them.",
      "The value of 1 trial by optimizer. The table below has all of them.",
    ]);
    await expect.poll(() => colours(page, "#slices canvas")).toBeGreaterThan(0);
    // One trial is in the middle of the axes that its own value spans.
    await page.locator("#slices .u-over").first().scrollIntoViewIfNeeded();
    await page.locator("#slices .u-over").first().hover();
    await expect.poll(() => page.locator("#slices .tip").textContent()).toContain("trial 7");
    await page.locator("#slices .u-over").first().click();
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe("Trial 7");
    await page.keyboard.press("Escape");
    await page.getByLabel("Show trials where").fill("");
    await page.locator("#slices").scrollIntoViewIfNeeded();
    await expect
      .poll(async () => (await labels())[1])
      .toContain(`The value of ${study.trials.filter(({ values }) => values !== undefined).length} trials`);
    await page.locator("h1").scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, -5_000);
    await expect.poll(() => charts.count()).toBe(0);
    await page.evaluate(() => {
      const { document, addEventListener } = globalThis as unknown as Window;
      const isDrawn = (canvas: Canvas) =>
        canvas
          .getContext("2d")
          .getImageData(0, 0, canvas.width, canvas.height)
          .data.some((each) => each > 0);
      addEventListener("beforeprint", async () => {
        // Charts are drawn in a step of their own after they are made.
        await Promise.resolve();
        const drawn = [...document.querySelectorAll("#slices canvas, #timeline canvas")].filter(isDrawn);
        document.body.dataset.printed = String(drawn.length);
      });
    });
    await page.pdf();
    expect(await page.locator("body").getAttribute("data-printed")).toBe("3");
    await expect.poll(() => charts.count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});

describe("the timeline of a study", () => {
  it("shows by process when the trials that pass the filter ran, and leads to them", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const own = await inMemory();
    const slow = await createStudy({ name: "slow", storage: own, seed: 1 });
    await slow.optimize({ x: log(1, 2) }, ({ x }) => new Promise((resolve) => setTimeout(resolve, 200, x)), {
      trials: 1,
    });
    const served = await openDashboard({ storage: own, port: 0 });
    const { page, troubles } = await open(browser, { url: served.url });
    await page.getByRole("link", { name: "slow" }).click();
    await page.locator("#timeline").scrollIntoViewIfNeeded();
    const chart = page.locator("#timeline .plot");
    await expect.poll(() => chart.getAttribute("aria-label")).toContain("When 1 process ran 1 trial, over");
    // What stands left of the lane says whose it is.
    await expect.poll(() => inked(page, "#timeline canvas", 90)).toBeGreaterThan(100);
    await page.locator("#timeline .u-over").hover();
    await expect.poll(() => page.locator("#timeline .tip").textContent()).toContain("trial 0 complete");
    await page.locator("#timeline .u-over").click();
    await expect.poll(() => page.locator("dialog h2").textContent()).toBe("Trial 0");
    await page.keyboard.press("Escape");
    await page.getByLabel("Show trials where").fill("state = failed");
    await expect.poll(() => page.locator("#timeline").count()).toBe(0);
    expect(troubles).toEqual([]);
    await served.close();
    await slow.close();
    await own.close();
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
