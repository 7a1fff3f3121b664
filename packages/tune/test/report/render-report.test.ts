import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundlePage } from "@kaviar/page/bundle";
import {
  choice,
  createStudy,
  float,
  int,
  log,
  permutation,
  random,
  renderReport,
  type Study,
  type Trial,
} from "@kaviar/tune";
import axe from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pages } from "../../../../scripts/pages.ts";
import { startBrowser } from "../../../tensor/test/runtimes/browser.ts";

/** What breaks out of a script element, of an element, and of an attribute, where it is not escaped. */
const hostile = `"'</script><script>globalThis.broken = 1</script><img src=x onerror="globalThis.broken = 1"><!--<script>`;

let folder: string;
let browser: Browser | string;

beforeAll(async () => {
  // The page as it is now: the last build may be older.
  await bundlePage(pages.report);
  folder = await mkdtemp(join(tmpdir(), "kaviar-report-"));
  browser = await startBrowser();
});

afterAll(async () => {
  if (typeof browser !== "string") await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** What will be so before long: a page answers when it comes to it. */
const soon = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000 });

/** Opens a report from its file, waits until all of it is drawn, and tells what went wrong meanwhile. */
const open = async (study: Study, browser: Browser) => {
  const file = join(folder, `${Math.random()}.html`);
  await writeFile(file, await renderReport(study));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) troubles.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector("footer");
  // Nobody scrolls to them.
  await soon(() => page.locator("section .chart:not([data-drawn])").count()).toBe(0);
  return { page, troubles };
};

const sections = "[...document.querySelectorAll('section')].map(({ id }) => id)";

/** How many different colours each chart shows, by its label: an empty one shows its ground alone. */
const colours = `Object.fromEntries([...document.querySelectorAll('section .chart')].map((chart) => {
  const canvas = chart.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const strong = new Set();
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] > 40 && Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60)
      strong.add((data[i] >> 4) * 256 + (data[i + 1] >> 4) * 16 + (data[i + 2] >> 4));
  return [chart.getAttribute('aria-label'), strong.size];
}))`;

/** The labels of the charts with marks of trials that break their constraints: nothing else is of that colour. */
const withInfeasible = `[...document.querySelectorAll('section .chart')].filter((chart) => {
  const canvas = chart.querySelector('canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4) {
    const [red, green, blue, alpha] = data.slice(i, i + 4);
    if (alpha > 60 && red > 140 && red > blue && red - green > 35 && blue - green > 25) return true;
  }
  return false;
}).map((chart) => chart.closest('section').id)`;

/** Moves the pointer over a part of a chart, from left to right and from top to bottom, until it meets a mark. */
const meet = (section: string, [left, right]: [number, number], [top, bottom]: [number, number]) => `(() => {
  const chart = document.querySelector('#${section} .chart');
  const canvas = chart.querySelector('canvas');
  const box = chart.getBoundingClientRect();
  document.querySelector('.tip')?.remove();
  for (let x = ${left} * box.width; x < ${right} * box.width; x += 3)
    for (let y = ${top} * box.height; y < ${bottom} * box.height; y += 3) {
      canvas.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: box.left + x, clientY: box.top + y }));
      const tip = document.querySelector('.tip')?.textContent;
      if (tip !== undefined) return { x: box.left + x, y: box.top + y, tip };
    }
  return undefined;
})()`;

const column = (place: number) =>
  `[...document.querySelectorAll('table.records tbody tr')].map((row) => row.children[${place}].textContent)`;

describe("a report", () => {
  it("draws a study with failures and pruning: nothing asked of the network, nothing broken by what it holds", async ({
    skip,
  }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({
      name: hostile,
      sampler: random(),
      seed: 3,
      storage: "memory",
      pruner: {
        name: "low",
        judge: ({ step, curve }) =>
          step === 2 && curve.values.get(2)! > 2 ? { stop: true, why: "" } : { stop: false },
      },
    });
    const space = {
      rate: log(1e-5, 1),
      [hostile]: float(0, 1),
      kind: choice({ [hostile]: { u: float(0, 1) }, b: {} }),
    };
    await study.optimize(
      space,
      async (params, trial) => {
        if (trial.number % 10 === 3) throw new Error(hostile);
        const value = (Math.log10(params.rate as number) + 3) ** 2;
        for (let step = 0; step < 5; step++) {
          await trial.report(value + 1 / (step + 1), step);
          if (trial.shouldStop) break;
        }
        return value;
      },
      { trials: 120 },
    );
    const { page, troubles } = await open(study, browser);
    expect(troubles).toEqual([]);
    expect(await page.evaluate("globalThis.broken")).toBe(undefined);
    expect(await page.locator("img, iframe, link").count()).toBe(0);
    expect(await page.textContent("h1")).toBe(hostile);
    expect(await page.title()).toBe(`${hostile} · kaviar study`);
    expect(await page.evaluate(sections)).toEqual([
      "headline",
      "samplers",
      "history",
      "importance",
      "parallel-coordinates",
      "slices",
      "two-parameters",
      "learning-curves",
      "distribution",
      "space",
      "timeline",
      "failures",
      "trials",
    ]);
    expect(await page.textContent("#failures")).toContain(`Error: ${hostile}`);
    expect(await page.textContent("#headline")).toContain("12 failed");
    const marks = Object.entries(await page.evaluate<Record<string, number>>(colours));
    expect(marks.length).toBeGreaterThanOrEqual(12);
    expect(marks.filter(([, count]) => count === 0)).toEqual([]);

    const numbers = async (place: number) => (await page.evaluate<string[]>(column(place))).map(Number);
    expect((await numbers(0)).slice(0, 3)).toEqual([0, 1, 2]);
    await page.click("table.records th:nth-child(1) button");
    expect((await numbers(0)).slice(0, 3)).toEqual([119, 118, 117]);
    await page.click("table.records th:nth-child(3) button");
    const values = await numbers(2);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values[0]).toBeCloseTo(study.best.value!, 4);
    await page.selectOption("#trials select", { label: "failed" });
    expect(new Set(await page.evaluate<string[]>(column(1)))).toEqual(new Set(["failed"]));

    // Over the best point: the tooltip is the trial, its names as text.
    await page.locator("#history .chart").scrollIntoViewIfNeeded();
    const found = await page.evaluate<boolean>(`(async () => {
      const chart = document.querySelector('#history .chart');
      const { left, top, width, height } = chart.getBoundingClientRect();
      for (let x = 40; x < width; x += 4)
        for (let y = 20; y < height - 50; y += 8) {
          chart.querySelector('canvas').dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: left + x, clientY: top + y }));
          if (document.querySelector('.tip') !== null) return true;
        }
      return false;
    })()`);
    expect(found).toBe(true);
    expect(await page.locator(".tip").textContent()).toContain("rate");
    expect(await page.evaluate("globalThis.broken")).toBe(undefined);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("shows the front and the hypervolume of two objectives, on a phone without scrolling sideways", async ({
    skip,
  }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({
      name: "two",
      sampler: random(),
      seed: 1,
      storage: "memory",
      directions: ["minimize", "maximize"],
    });
    await study.optimize({ x: float(0, 1), y: float(0, 1) }, ({ x, y }) => [x + y / 9, x - y], { trials: 60 });
    const { page, troubles } = await open(study, browser);
    expect(troubles).toEqual([]);
    const ids = await page.evaluate<string[]>(sections);
    expect(ids).toEqual(expect.arrayContaining(["pareto-front", "hypervolume"]));
    expect(ids.filter((id) => id.startsWith("history"))).toEqual(["history-of-value-1", "history-of-value-2"]);
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
    await page.close();
  });

  it.for([0, 1, 2])("draws a study of %i trials", async (trials, { skip }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({ name: "small", seed: 1, storage: "memory" });
    if (trials > 0) await study.optimize({ x: float(0, 1), y: float(0, 1) }, ({ x }) => x, { trials });
    const { page, troubles } = await open(study, browser);
    expect(troubles).toEqual([]);
    expect(await page.textContent("#headline")).toContain(trials === 0 ? "No trial is complete" : "best value");
    await page.close();
  });

  it("shows in every chart and table what breaks its constraints, and takes it for the best nowhere", async ({
    skip,
  }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({ name: "limits", sampler: random(), seed: 2, storage: "memory" });
    await study.optimize(
      { x: float(0, 1), y: float(0, 1) },
      async ({ x, y }, trial) => {
        await trial.report(x, 0);
        await trial.report(x + y, 1);
        await trial.constraint("weight", 0.5 - x);
        // The timeline shows how long a trial took: nothing of one that took no time.
        await new Promise((done) => setTimeout(done, 2));
        return x + y;
      },
      { trials: 80 },
    );
    const { page, troubles } = await open(study, browser);
    expect(await page.textContent("#headline .figure")).toBe(String(Number(study.best.value!.toPrecision(5))));
    expect(study.best.value!).toBeGreaterThan(0.5);
    const kept = study.trials.filter(({ params }) => (params as { x: number }).x >= 0.5).length;
    expect(await page.textContent("#headline")).toContain(`${kept} complete${80 - kept} infeasible`);
    expect([...new Set(await page.evaluate<string[]>(withInfeasible))]).toEqual([
      "history",
      "parallel-coordinates",
      "slices",
      "two-parameters",
      "learning-curves",
      "timeline",
    ]);
    for (const id of ["history", "slices", "two-parameters"])
      expect(await page.textContent(`#${id} .says`)).toContain("Diamonds break their constraints.");
    const plane = page.locator("#two-parameters .chart").first();
    await plane.scrollIntoViewIfNeeded();
    const cell = await page.evaluate(`(() => {
      const canvas = document.querySelector('#two-parameters canvas');
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const tips = new Set();
      for (let x = 0.2; x < 0.9; x += 0.02) {
        const place = { bubbles: true, clientX: left + x * width, clientY: top + 0.3 * height };
        canvas.dispatchEvent(new MouseEvent('mousemove', place));
        tips.add(document.querySelector('.pointed')?.textContent);
      }
      return [...tips].join();
    })()`);
    expect(cell).toMatch(/about \d/);
    const [across, up] = /by (.*) and (.*)\./.exec((await plane.getAttribute("aria-label"))!)!.slice(1) as [
      string,
      string,
    ];
    await page.locator("#two-parameters select").first().selectOption(up);
    expect(await plane.getAttribute("aria-label")).toBe(`The value by ${up} and ${up}.`);
    await page.locator("#two-parameters select").last().selectOption(across);
    expect(await plane.getAttribute("aria-label")).toBe(`The value by ${up} and ${across}.`);
    await page.selectOption("#trials select", { label: "infeasible" });
    expect(await page.locator("#trials th").allTextContents()).toContain("weight ≤ 0");
    const weights = (await page.evaluate<string[]>(column(3))).map(Number);
    expect(weights.length).toBeGreaterThan(10);
    expect(Math.min(...weights)).toBeGreaterThan(0);
    expect(troubles).toEqual([]);
    await page.close();

    const hopeless = await createStudy({ name: "hopeless", sampler: random(), seed: 2, storage: "memory" });
    await hopeless.optimize({ x: float(0, 1) }, ({ x }, trial) => trial.constraint("c", 1).then(() => x), {
      trials: 3,
    });
    const other = await open(hopeless, browser);
    expect(await other.page.textContent("#headline")).toContain("No complete trial keeps its constraints.");
    await other.page.close();
  });

  it("opens a trial by a click on its row or mark, or by its address, with all that is known of it", async ({
    skip,
  }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({ name: "one of many", sampler: random(), seed: 4, storage: "memory" });
    const space = {
      rate: log(1e-3, 1),
      epochs: 12,
      order: permutation(["a", "b", "c"]),
      kind: choice({ p: {}, q: { u: float(0, 1) } }),
    };
    await study.optimize(
      space,
      async ({ rate, order }, trial) => {
        for (let step = 0; step < 4; step++) await trial.report(rate / (step + 1), step);
        await trial.constraint("memory", trial.number === 5 ? 2 : -2);
        await trial.setAttribute("host", { name: hostile });
        if (trial.number === 7) throw new Error(`${hostile} ${order.join()}`);
        return rate;
      },
      { trials: 40 },
    );
    const { page, troubles } = await open(study, browser);
    const dialog = page.locator("dialog");
    const close = async () => {
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      await soon(() => page.evaluate("location.hash")).toBe("");
    };
    expect(await dialog.isVisible()).toBe(false);

    await page.locator("table.records tr").nth(6).locator("td").nth(1).click();
    await dialog.waitFor();
    const trial = study.trials[5]! as Trial<{ rate: number; order: string[] }>;
    const words = await dialog.textContent();
    for (const each of [
      "Trial 5 infeasible",
      "memory ≤ 0",
      "2, broken",
      "12 (constant)",
      "Proposed by random",
      '"epochs": 12',
    ])
      expect(words).toContain(each);
    expect(words).toContain(JSON.stringify({ order: trial.params.order }, null, 2).slice(2, -2));
    expect(words).toContain(JSON.stringify({ name: hostile }));
    expect(words).toContain("4 reports as numbers");
    await page.waitForSelector("dialog .chart[data-drawn] canvas");

    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await soon(() => dialog.textContent()).toContain("Trial 7 failed");
    expect(await dialog.textContent()).toContain(`Error: ${hostile}`);
    expect(await dialog.textContent()).toContain("render-report.test.ts");
    await close();

    const marks = {
      history: [0.5, 1],
      slices: [0.2, 1],
      "learning-curves": [0, 1],
      timeline: [0, 1],
      "parallel-coordinates": [0.05, 0.3],
    } as const;
    for (const [id, range] of Object.entries(marks)) {
      await page.locator(`#${id} .chart`).first().scrollIntoViewIfNeeded();
      const met = await page.evaluate<{ x: number; y: number; tip: string }>(meet(id, [...range], [0.1, 0.9]));
      await page.mouse.click(met.x, met.y);
      await soon(() => page.evaluate<string>("location.hash")).toMatch(/^#trial-\d+$/);
      const number = /Trial (\d+)/.exec(met.tip)![1];
      await soon(() => dialog.textContent()).toContain(`Trial ${number} `);
      await close();
    }
    await page.evaluate("location.hash = '#trial-31'");
    await soon(() => dialog.textContent()).toContain("Trial 31 ");
    expect(await page.evaluate("globalThis.broken")).toBe(undefined);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("tells the constants of the space, and which trials had which", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({ name: "constants", sampler: random(), seed: 4, storage: "memory" });
    const space = (epochs: number) => ({ x: float(0, 1), epochs, data: "digits" });
    await study.optimize(space(10), ({ x }) => x, { trials: 6 });
    await study.optimize(space(500), ({ x }) => x - 1, { trials: 12 });
    const { page, troubles } = await open(study, browser);
    expect(await page.textContent("#space")).toContain("xfloat [0, 1]");
    expect(await page.textContent("#space")).toContain("epochsconstant 10 from trial 0, 500 from trial 6");
    expect(await page.textContent("#space")).toContain("dataconstant digits");
    expect(await page.textContent("#headline")).toContain("epochs, constant500");
    const heads = await page.locator("#trials th").allTextContents();
    expect(heads).toContain("epochs");
    expect(heads).not.toContain("data");
    expect((await page.evaluate<string[]>(column(heads.indexOf("epochs")))).slice(4, 8)).toEqual([
      "10",
      "10",
      "500",
      "500",
    ]);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("leads lines of trials without a parameter past its axis at a place of their own", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({ name: "conditional", sampler: random(), seed: 4, storage: "memory" });
    const space = { kind: choice({ a: { u: log(1e-4, 1) }, b: { n: int(1, 9) }, c: {} }) };
    await study.optimize(space, ({ kind }) => (kind.kind === "a" ? kind.u : 2), { trials: 60 });
    const { page, troubles } = await open(study, browser);
    expect(await page.textContent("#parallel-coordinates .says")).toContain("“absent”");
    await page.locator("#parallel-coordinates .chart").scrollIntoViewIfNeeded();
    // Four axes between 40 pixels left and 50 right: at the second and third what is met at the foot has no value there.
    const names = await page.getAttribute("#parallel-coordinates .chart", "aria-label");
    const order = /across (.*) to the value/.exec(names!)![1]!.split(", ");
    for (const [place, name] of order.entries()) {
      if (name === "kind") continue;
      const at = (40 + (place * (1140 - 90)) / 3) / 1140;
      const foot = await page.evaluate<{ tip: string } | undefined>(
        meet("parallel-coordinates", [at - 0.02, at + 0.02], [0.92, 0.96]),
      );
      expect(foot?.tip, name).toBeDefined();
      expect(foot!.tip, name).not.toContain(name);
    }
    expect(troubles).toEqual([]);
    await page.close();
  });

  it("prints all charts, sharp and as wide as a sheet, however soon it is asked to, and the table without cutting it", async ({
    skip,
  }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({ name: "paper", sampler: random(), seed: 1, storage: "memory" });
    const space = Object.fromEntries(
      Array.from({ length: 16 }, (_, i) => [`parameter ${i}`, float(0, 1, { tag: "model" })]),
    );
    await study.optimize(space, (params) => params["parameter 3"]!, { trials: 30 });
    const file = join(folder, "paper.html");
    await writeFile(file, await renderReport(study));
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: "dark" });
    await page.addInitScript(`addEventListener("afterprint", () => {
      globalThis.onPaper = [...document.querySelectorAll("section .chart")].map((chart) => ({
        label: chart.getAttribute("aria-label"),
        width: chart.clientWidth,
        sharpness: (chart.querySelector("canvas")?.width ?? 0) / chart.clientWidth,
      }));
      globalThis.colours = ${colours};
      const table = document.querySelector("table.records");
      globalThis.table = { zoom: Number(table.style.zoom), overflow: table.scrollWidth * table.style.zoom - 1.45 * table.parentElement.clientWidth };
    })`);
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector("footer");
    await page.pdf();
    const onPaper = await page.evaluate<{ label: string; width: number; sharpness: number }[]>("onPaper");
    expect(onPaper.length).toBeGreaterThan(20);
    expect(onPaper.filter(({ width }) => width > 720)).toEqual([]);
    expect(onPaper.filter(({ sharpness }) => sharpness !== 2)).toEqual([]);
    const marks = Object.entries(await page.evaluate<Record<string, number>>("colours"));
    expect(marks.filter(([, count]) => count === 0)).toEqual([]);
    const table = await page.evaluate<{ zoom: number; overflow: number }>("table");
    expect(table.zoom).toBeLessThan(1);
    expect(table.overflow).toBeLessThan(2);
    // And back on the screen all of it is as wide as the window allows, in the dark again.
    expect(await page.evaluate("document.querySelector('#history .chart').clientWidth")).toBeGreaterThan(1000);
    expect(await page.evaluate("document.querySelector('table.records').style.zoom")).toBe("");
    await page.close();
  });

  it("keeps the lines that pass where the reader drags along an axis of parallel coordinates, until it is clicked", async ({
    skip,
  }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({ name: "kept", sampler: random(), seed: 4, storage: "memory" });
    await study.optimize({ x: float(0, 1), y: float(0, 1) }, ({ x }) => x, { trials: 200 });
    const { page, troubles } = await open(study, browser);
    const chart = page.locator("#parallel-coordinates .chart");
    await chart.scrollIntoViewIfNeeded();
    const inked = () =>
      page.evaluate<number>(`(() => {
        const canvas = document.querySelector('#parallel-coordinates canvas');
        // Beside the value's axis, whose own marks come and go. The browser complains of a canvas that is read twice.
        const copy = new OffscreenCanvas(Math.floor(0.9 * canvas.width), canvas.height).getContext('2d');
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, copy.canvas.width, copy.canvas.height);
        let count = 0;
        for (let i = 3; i < data.length; i += 4) count += data[i] > 0;
        return count;
      })()`);
    const all = await inked();
    const { x, y, width, height } = (await chart.boundingBox())!;
    // Its value is x: the lower quarter of the last axis has the trials of the lower quarter of x.
    const [right, foot] = [x + width - 50, y + height - 20];
    await page.mouse.move(right, foot - 2);
    await page.mouse.down();
    await page.mouse.move(right, foot - 40, { steps: 4 });
    await page.mouse.move(right, foot - (height - 66) / 4, { steps: 4 });
    await page.mouse.up();
    await soon(inked).toBeLessThan(0.6 * all);
    const order = /across (.*) to the value/.exec((await chart.getAttribute("aria-label"))!)![1]!.split(", ");
    const at = order.indexOf("x") === 0 ? [0.03, 0.05] : [0.49, 0.51];
    const upper = meet("parallel-coordinates", at as [number, number], [0.2, 0.6]);
    expect(await page.evaluate(upper)).toBe(undefined);
    await page.mouse.click(right, y + 80);
    await soon(inked).toBe(all);
    expect(await page.evaluate(upper)).toBeDefined();
    expect(troubles).toEqual([]);
    await page.close();
  });

  it.for([
    { width: 1280, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
    { width: 400, colorScheme: "light" },
    { width: 400, colorScheme: "dark" },
  ] as const)("breaks no rule of axe-core, $width wide and $colorScheme", async ({ width, colorScheme }, { skip }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({ name: "rules", sampler: random(), seed: 4, storage: "memory" });
    await study.optimize(
      { rate: log(1e-4, 1), kind: choice({ a: { u: float(0, 1) }, b: {} }) },
      async ({ rate }, trial) => {
        await trial.report(rate, 0);
        await trial.constraint("limit", 0.1 - rate);
        if (trial.number % 9 === 5) throw new Error("the loss is NaN");
        return rate;
      },
      { trials: 60 },
    );
    const file = join(folder, "rules.html");
    await writeFile(file, await renderReport(study));
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector("footer");
    await soon(() => page.locator("section .chart:not([data-drawn])").count()).toBe(0);
    await page.evaluate(axe.source);
    const broken = () =>
      page.evaluate<string[]>(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html].join(': ')))",
      );
    expect(await broken()).toEqual([]);
    await page.evaluate("location.hash = '#trial-5'");
    await page.locator("dialog[open]").waitFor();
    expect(await broken()).toEqual([]);
    await context.close();
  });

  it("weighs less than 400 kB without data, and grows by less than 100 bytes a trial", async () => {
    const study = await createStudy({ sampler: random(), seed: 1, storage: "memory" });
    const empty = (await renderReport(study)).length;
    expect(empty).toBeLessThan(400_000);
    await study.optimize({ x: float(0, 1), y: float(0, 1), z: float(0, 1) }, ({ x }) => x, { trials: 200 });
    expect(((await renderReport(study)).length - empty) / 200).toBeLessThan(100);
  });

  it("keeps NaN and ±Infinity: a trial that returned Infinity shows it", async ({ skip }) => {
    if (typeof browser === "string") return skip(browser);
    const study = await createStudy({ name: "odd", seed: 1, storage: "memory" });
    await study.optimize({ x: float(0, 1) }, ({ x }, { number }) => (number === 1 ? -Infinity : x), { trials: 3 });
    const { page, troubles } = await open(study, browser);
    expect(troubles).toEqual([]);
    expect(await page.evaluate<string[]>(column(2))).toContain("-∞");
    await page.close();
  });
});
