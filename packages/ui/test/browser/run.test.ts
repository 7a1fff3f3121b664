import { adam, dense, relu, sequential, sparseSoftmaxCrossEntropy, train } from "@kaviar/nn";
import { bundleParts } from "@kaviar/page/bundle";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { servedPages } from "../../../../scripts/pages.ts";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";
import { type Dashboard, openDashboard } from "../../src/index.ts";
import { hostile } from "../studies.ts";
import { openPage, violations, widthOf } from "./open-page.ts";

const browser: Browser | string = await startBrowser(["--disable-gpu"]);
if (typeof browser === "string") console.warn(`The tests of watched trainings are skipped: ${browser}`);
let dashboard: Dashboard;

const x = Array.from({ length: 120 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const y = x.map(([a, b]) => Number(a! * b! > 0));

/** A run that is too fast to learn, epoch by epoch as it is asked for. */
const sick = (name: string, epochs: number) =>
  train(
    sequential(dense(8), relu, dense(2)),
    { x, y },
    {
      loss: sparseSoftmaxCrossEntropy,
      optimizer: adam({ rate: 3 }),
      epochs,
      validation: 0.3,
      watch: dashboard.watch(name),
    },
  );

beforeAll(async () => {
  await bundleParts(servedPages.dashboard);
  dashboard = await openDashboard({ port: 0 });
});

afterAll(async () => {
  if (typeof browser !== "string") await browser.close();
  await dashboard.close();
});

describe.skipIf(typeof browser === "string")("a training that is watched", () => {
  it("is listed and shown live, epoch by epoch, with what the doctor says", async () => {
    const { page, troubles } = await openPage(browser as Browser, dashboard.link());
    await page.getByText("No studies yet").waitFor();
    const run = sick("quarters", 12);
    for (let epoch = 1; epoch <= 3; epoch++) await run.next();
    await page.getByRole("link", { name: "quarters" }).click();
    await page.getByText("3 of 12").waitFor();
    await page.locator(".run-chart canvas").nth(3).waitFor();
    expect(await page.locator(".run-chart h3").allTextContents()).toEqual([
      "loss",
      "learning rate",
      "length of the gradient",
      "seconds an epoch",
    ]);
    for await (const _ of run);
    await page.getByText("12 of 12").waitFor();
    await page.getByText("none: it is over").waitFor();
    await page.locator(".finding").first().waitFor();
    await page.getByText("As a table").click();
    expect(await page.locator(".steps tbody tr").count()).toBe(12);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it("says that there is none where its program has ended, and takes names for text", async () => {
    for await (const _ of sick(hostile, 1));
    const { page, troubles } = await openPage(browser as Browser, dashboard.link());
    await page.goto(`http://127.0.0.1:${dashboard.port}/#/runs/1`);
    await page.getByText("1 of 1", { exact: true }).waitFor();
    expect(await page.locator("h1").textContent()).toBe(hostile);
    expect(await page.evaluate("globalThis.broken")).toBeUndefined();
    await page.goto(`http://127.0.0.1:${dashboard.port}/#/runs/99`);
    await page.getByRole("heading", { name: "No such training" }).waitFor();
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
      for (const hash of ["#/", "#/runs/0"]) {
        const { page, troubles } = await openPage(browser as Browser, dashboard.link() + hash, {
          width,
          colorScheme,
        });
        await page.locator("h1, h2").first().waitFor();
        if (hash !== "#/") await page.locator(".run-chart canvas").first().waitFor();
        expect(await violations(page)).toEqual([]);
        expect(await widthOf(page)).toBeLessThanOrEqual(width);
        expect(troubles).toEqual([]);
        await page.context().close();
      }
    },
  );
});
