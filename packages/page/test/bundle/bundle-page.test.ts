import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { bundlePage } from "@kaviar/page/bundle";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import type { Race } from "../example/race.ts";

type Render = (content: { readonly title: string; readonly heading: string; readonly data: unknown }) => string;

const example = fileURLToPath(new URL("../example", import.meta.url));

/** What breaks out of a script element, of an element, and of an attribute, where it is not escaped. */
const hostile = `"'</script><script>globalThis.broken = 1</script><img src=x onerror="globalThis.broken = 1"><!--<script>`;

const race: Race = {
  name: hostile,
  runs: [
    { optimizer: "sgd", losses: [2, 1.5, 1.2, 1.1], milliseconds: 350 },
    { optimizer: hostile, losses: [2, 0.5, 0.1, 0.002], milliseconds: 400 },
    { optimizer: "lion", losses: [2, 1, Number.NaN], milliseconds: 3_900_000 },
  ],
};

let folder: string;
let browser: Browser | string;
let render: Render;

/** The function of a page's module, which is written away from everything it could import. */
const bundled = async (entry: string, styles: readonly string[] = []): Promise<Render> => {
  const to = join(folder, `${Math.random()}.mjs`);
  await bundlePage({ entry, styles, to });
  return ((await import(pathToFileURL(to).href)) as { render: Render }).render;
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-page-"));
  browser = await startBrowser();
  render = await bundled(join(example, "main.ts"), [join(example, "race.css")]);
});

afterAll(async () => {
  if (typeof browser !== "string") await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const programOf = (html: string): string =>
  gunzipSync(Buffer.from(/id="program">([^<]*)</.exec(html)![1]!, "base64")).toString();

const open = async (browser: Browser, html: string, options = {}) => {
  const file = join(folder, `${Math.random()}.html`);
  await writeFile(file, html);
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, locale: "en-US", ...options });
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) troubles.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  return { page, troubles };
};

const columnOf = (page: Page, place: number) => page.locator(`table.records td:nth-child(${place})`).allTextContents();

describe("a bundled page", () => {
  it("draws the example: nothing asked of the network, nothing broken by what it holds", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const { page, troubles } = await open(browser, render({ title: hostile, heading: hostile, data: race }));
    await page.waitForSelector(".chart[data-drawn]");
    expect(await page.title()).toBe(hostile);
    expect(await page.textContent("h1")).toBe(hostile);
    expect(await page.textContent("#curves p")).toContain("log scale");
    expect(await columnOf(page, 1)).toEqual([hostile, "lion", "sgd"]);
    expect(await columnOf(page, 2)).toEqual(["0.002", "NaN", "1.1"]);
    expect(await columnOf(page, 3)).toEqual(["400ms", "1h 05m", "350ms"]);
    expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing")).toBe("0.56px");
    expect(await page.evaluate("globalThis.broken")).toBe(undefined);
    expect(await page.locator("img, iframe, link").count()).toBe(0);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("redraws its chart for what the reader chooses, and in the colours of the dark", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const { page, troubles } = await open(browser, render({ title: "race", heading: "race", data: race }));
    const picture = async () => (await page.locator(".chart canvas").screenshot()).toString("base64");
    await page.waitForSelector(".chart[data-drawn]");
    expect(await page.getAttribute(".chart", "aria-label")).toBe("The loss of sgd by epoch.");
    const first = await picture();
    await page.selectOption("#curves select", { index: 1 });
    expect(await page.getAttribute(".chart", "aria-label")).toBe(`The loss of ${hostile} by epoch.`);
    const second = await picture();
    expect(second).not.toBe(first);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(picture).not.toBe(second);
    expect(await page.locator(".chart").count()).toBe(1);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("sorts its records by a click, finds words in them, and keeps what is missing last", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const runs = [...race.runs, { optimizer: "adam", losses: [], milliseconds: 1 }];
    const { page } = await open(browser, render({ title: "race", heading: "race", data: { ...race, runs } }));
    await page.click("table.records th:nth-child(3) button");
    expect(await columnOf(page, 1)).toEqual(["adam", "sgd", hostile, "lion"]);
    await page.click("table.records th:nth-child(3) button");
    expect(await columnOf(page, 1)).toEqual(["lion", hostile, "sgd", "adam"]);
    expect(await page.getAttribute("table.records th:nth-child(3)", "aria-sort")).toBe("descending");
    await page.click("table.records th:nth-child(2) button");
    expect((await columnOf(page, 1)).at(-1)).toBe("adam");
    await page.fill("#runs input", "LIO");
    expect(await columnOf(page, 1)).toEqual(["lion"]);
    expect(await page.textContent("#runs [role=status]")).toBe("1–1 of 1");
    await page.close();
  });

  it("fits a phone without scrolling sideways", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const viewport = { width: 360, height: 700 };
    const { page } = await open(browser, render({ title: "race", heading: "race", data: race }), { viewport });
    await page.waitForSelector(".chart[data-drawn]");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    await page.close();
  });

  it("draws the charts that nobody has scrolled to, and prints them in the colours of the light", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const data = { ...race, name: "a long name ".repeat(1000) };
    const { page } = await open(browser, render({ title: "race", heading: "race", data }), { colorScheme: "dark" });
    await page.waitForSelector(".chart[data-drawn]", { state: "attached" });
    expect(await page.evaluate("document.querySelector('.chart').getBoundingClientRect().top")).toBeGreaterThan(2000);
    const state = `[document.querySelectorAll(".chart[data-drawn]").length, getComputedStyle(document.body).color]`;
    expect(await page.evaluate(state)).toEqual([1, "rgb(232, 235, 240)"]);
    await page.evaluate(`addEventListener("beforeprint", () => { globalThis.printed = ${state}; })`);
    await page.pdf();
    expect(await page.evaluate("globalThis.printed")).toEqual([1, "rgb(22, 25, 31)"]);
    expect(await page.evaluate(state)).toEqual([1, "rgb(232, 235, 240)"]);
    await page.close();
  });

  it("says what it is and what it needs where no program may run", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const html = render({ title: "race", heading: hostile, data: race });
    const { page, troubles } = await open(browser, html, { javaScriptEnabled: false });
    expect(await page.textContent("h1")).toBe(hostile);
    expect(await page.textContent("noscript")).toContain("needs JavaScript");
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("forbids every request by its policy", () => {
    expect(render({ title: "race", heading: "race", data: race })).toContain(
      `content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"`,
    );
  });

  it("carries the licences of all that others wrote of it", () => {
    const program = programOf(render({ title: "race", heading: "race", data: race }));
    const [comment] = program.split("*/", 1);
    for (const terms of ["Apache ECharts", "Apache License", "Baidu Inc.", "Mike Bostock", "Permission to use"])
      expect(comment).toContain(terms);
  });

  it("is under 12 kB of program and styles without charts: what a page does not use is not in it", async () => {
    const entry = join(example, "plain.generated.ts");
    await writeFile(
      entry,
      `import { drawPage, h, section } from "@kaviar/page";
       drawPage((name: string) => [section("Plain", "Without a chart.", h("p", {}, name))]);`,
    );
    try {
      const html = (await bundled(entry))({ title: "plain", heading: "plain", data: "a page" });
      expect(html.length).toBeLessThan(12_000);
      expect(programOf(html)).not.toContain("/*");
    } finally {
      await rm(entry);
    }
  });
});

describe("the README", () => {
  it("shows the example as it is", async () => {
    const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
    for (const file of ["race.ts", "main.ts", "race.css"])
      expect(readme).toContain(`\n${(await readFile(join(example, file), "utf8")).trimEnd()}\n\`\`\``);
  });
});
