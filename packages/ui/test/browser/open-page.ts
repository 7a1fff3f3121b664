import axe from "axe-core";
import type { Browser, Page } from "playwright-core";

export interface Look {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
}

/** Opens an address; tells what went wrong meanwhile, and whatever was asked of anybody else. */
export const openPage = async (browser: Browser, url: string, { width = 1280, colorScheme = "light" }: Look = {}) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: "en-US" });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin && !/^(data|blob):/.test(request.url()))
      troubles.push(`asked for ${request.url()}`);
  });
  await page.goto(url);
  return { page, troubles };
};

/** The rules of axe-core that a page breaks, or a part of it, and where. */
export const violations = async (page: Page, part = "html"): Promise<readonly string[]> => {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axe.source);
  return page.evaluate(async (part) => {
    // Nothing is asked of what passes, nor by which selectors elements are found: both take longer than the rules.
    const options = { resultTypes: ["violations"], selectors: false };
    const { violations } = await (globalThis as unknown as Judge).axe.run(part, options);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  }, part);
};

interface Judge {
  readonly axe: {
    run(part: string, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
  };
}

/** How wide a page is laid out: more than its window where it scrolls sideways. */
export const widthOf = (page: Page): Promise<number> => page.evaluate("document.documentElement.scrollWidth");

/** The rules that an open page breaks wide and narrow, light and dark; or that it scrolls sideways. At the end it is wide and light again. */
export const violationsInEachLook = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const width of [400, 1280])
    for (const colorScheme of ["dark", "light"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
      const look = `${width} px, ${colorScheme}`;
      found.push(...(await violations(page)).map((rule) => `${look}: ${rule}`));
      const laidOut = await widthOf(page);
      if (laidOut > width) found.push(`${look}: it is ${laidOut} px wide`);
    }
  return found;
};
