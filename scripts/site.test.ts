import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve, startBrowser } from "../packages/tensor/test/runtimes/browser.ts";
import { openPage, violations } from "../packages/ui/test/browser/open-page.ts";
import { renderMarkdown } from "./site/markdown.ts";
import { writeSite } from "./site/write-site.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-site-"));
let files: readonly string[] = [];
const pages = () => files.filter((file) => file.endsWith(".html") && !file.startsWith("lab/"));
const read = (file: string): string => readFileSync(join(folder, file), "utf8");

beforeAll(async () => {
  files = await writeSite(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the site", () => {
  it("has the guides, every package, option, card, decision and benchmark, and the laboratory", () => {
    for (const at of [
      "index.html",
      "docs/fit.html",
      "packages/nn/README.html",
      "docs/reference/tune.html",
      "cards/finding.html",
      "docs/decisions/runs-are-cycles.html",
      "bench/tune/README.html",
      "lab/index.html",
      "lab/worker.js",
    ])
      expect(files).toContain(at);
    expect(read("cards/finding.html")).toContain('id="dying-relu"');
  });

  it("has no link that leads nowhere, to a page or to a place on one", () => {
    const broken = pages().flatMap((at) => {
      const links = [...read(at).matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link!.replaceAll("&amp;", "&"));
      return links
        .filter((link) => !/^(https?|data|mailto):/.test(link))
        .filter((link) => {
          const [path = "", anchor] = link.split("#");
          const to = path === "" ? at : posix.normalize(posix.join(posix.dirname(at), path));
          if (!existsSync(join(folder, to))) return true;
          return anchor !== undefined && !to.startsWith("lab/") && !read(to).includes(`id="${anchor}"`);
        })
        .map((link) => `${at}: ${link}`);
    });
    expect(pages().length).toBeGreaterThan(100);
    expect(broken).toEqual([]);
  });

  it("finds what is on its pages, each part at a place that there is", () => {
    const all = JSON.parse(read("search.json")) as readonly { to: string; title: string }[];
    expect(all.length).toBeGreaterThan(1_000);
    expect(all.find(({ title }) => title === "Dying ReLU")?.to).toBe("cards/finding.html#dying-relu");
    const lost = all.filter(({ to }) => {
      const [path = "", anchor] = to.split("#");
      return !existsSync(join(folder, path)) || (anchor !== undefined && !read(path).includes(`id="${anchor}"`));
    });
    expect(lost).toEqual([]);
  });
});

describe("renderMarkdown", () => {
  it("has anchors as GitHub has them, a number on the second of a name", () => {
    const { html, title, sections } = renderMarkdown(
      "# The `fit` of *it*\n\nfirst\n\n## Why?\n\none\n\n## Why?\n\ntwo",
      (href) => href,
    );
    expect(title).toBe("The fit of it");
    expect([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).toEqual(["the-fit-of-it", "why", "why-1"]);
    expect(sections).toEqual([
      { anchor: "the-fit-of-it", title: "The fit of it", text: "first" },
      { anchor: "why", title: "Why?", text: "one" },
      { anchor: "why-1", title: "Why?", text: "two" },
    ]);
  });

  it("leaves text where a link leads nowhere, and code as text", () => {
    const { html } = renderMarkdown('[here](gone.md) `a < b`\n\n```ts\nconst x = "<b>";\n```', () => undefined);
    expect(html).toContain("<p>here <code>a &lt; b</code></p>");
    expect(html).toContain("const x = &quot;&lt;b&gt;&quot;;");
  });
});

const browser: Browser | string = await startBrowser(["--disable-gpu"]);
if (typeof browser === "string") console.warn(`The tests of the site in a browser are skipped: ${browser}`);

describe.skipIf(typeof browser === "string")("the site in a browser", () => {
  let site: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    site = await serve({ "/": `${folder}/` }, { isolated: false });
  });
  afterAll(async () => {
    if (typeof browser !== "string") await browser.close();
    await site.stop();
  });

  it("is searched by keyboard", async () => {
    const { page, troubles } = await openPage(browser as Browser, `${site.url}/docs/tuning.html`);
    await page.keyboard.press("/");
    await page.keyboard.type("dying relu");
    await page.locator(".found a").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/cards/finding.html#dying-relu");
    await page.keyboard.press("/");
    await page.keyboard.type("xyzzyx");
    await page.getByText("Nothing is found.").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.locator(".found").isHidden()).toBe(true);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it("has the laboratory, which computes also where a plain file server hands it out", async () => {
    const { page, troubles } = await openPage(browser as Browser, `${site.url}/lab/index.html#/playground`);
    await expect
      .poll(async () => Number(await page.locator(".numbers b").first().textContent()), { timeout: 20_000 })
      .toBeGreaterThan(2);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it.each([
    [1280, "light"],
    [1280, "dark"],
    [400, "light"],
    [400, "dark"],
  ] as const)(
    "breaks no rule of axe-core, and is no wider than the screen, at %i and %s",
    async (width, colorScheme) => {
      for (const at of ["index.html", "docs/tuning.html", "cards/optimizer.html", "docs/reference/tune.html"]) {
        const { page, troubles } = await openPage(browser as Browser, `${site.url}/${at}`, {
          width,
          colorScheme,
        });
        expect([at, await violations(page)]).toEqual([at, []]);
        expect(Number(await page.evaluate("document.documentElement.scrollWidth"))).toBeLessThanOrEqual(width);
        expect(troubles).toEqual([]);
        await page.context().close();
      }
    },
  );
});
