import axe from "axe-core";
import type { Browser, Page } from "playwright-core";

interface Look {
  readonly width?: number;
  readonly colorScheme?: "light" | "dark";
  /** axe-core comes along, which the policy of the page forbids. */
  readonly isJudged?: boolean;
}

/** Opens an address of the laboratory; tells what went wrong meanwhile, and whatever was asked of anybody else. */
export const openPage = async (
  browser: Browser,
  url: string,
  { width = 1280, colorScheme = "light", isJudged = false }: Look = {},
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

/** The rules of axe-core that a page breaks, and where. */
export const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<axe.AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};
