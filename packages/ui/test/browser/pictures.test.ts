import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { boxOf, openHouse } from "./look.ts";

const house = openHouse();

/** As much of a browser as it takes to read a picture: the types of tests are those of Node. */
interface Reader {
  createImageBitmap(file: Blob): Promise<{ readonly width: number; readonly height: number }>;
  OffscreenCanvas: new (
    width: number,
    height: number,
  ) => {
    getContext(kind: "2d"): {
      drawImage(image: unknown, x: number, y: number): void;
      getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
    };
  };
}

/** The size of a picture, the colour of its corner, and how many colours it has. */
const looked = (page: Page, bytes: readonly number[]) =>
  page.evaluate(async (bytes) => {
    const { createImageBitmap, OffscreenCanvas } = globalThis as unknown as Reader;
    const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const colours = new Set<number>();
    for (let at = 0; at < data.length; at += 4) colours.add(data[at]! * 65_536 + data[at + 1]! * 256 + data[at + 2]!);
    return { width: image.width, height: image.height, corner: [...data.slice(0, 4)], colours: colours.size };
  }, bytes);

/** Saves a chart as SVG: its texts are texts, and what it draws are lines and areas. */
const isDrawing = async (page: Page, chart: Locator, name: string) => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    chart.getByRole("button", { name: /^SVG of/ }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toBe(name);
  const svg = await readFile(await download.path(), "utf8");
  const { fault, texts, shapes } = (await page.evaluate(`(() => {
    const read = new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml");
    const all = (selector) => [...read.querySelectorAll(selector)];
    return {
      fault: all("parsererror, script, foreignObject").length,
      texts: all("text").map(({ textContent }) => textContent),
      shapes: all("path, rect").length,
    };
  })()`)) as { fault: number; texts: string[]; shapes: number };
  expect(fault).toBe(0);
  expect(texts[0]).toMatch(/^digits · /);
  expect(shapes).toBeGreaterThan(2);
  expect(texts.join(" ")).toMatch(
    {
      "digits-history.svg": /trial.*value.*complete.*best so far/,
      "digits-learning-curves.svg": /step.*value/,
      "digits-importance-among-the-best.svg": /rate.*optimizer.*%/,
      "digits-parallel-coordinates.svg": /rate.*optimizer.*adam.*value/,
      "digits-value-by-rate.svg": /0\.001/,
      "digits-value-by-rate-and-optimizer.svg": /sgd/,
      "digits-timeline.svg": /complete/,
    }[name]!,
  );
};

describe("every chart of a study", () => {
  it.for([
    ["light", [255, 255, 255, 255]],
    ["dark", [25, 29, 35, 255]],
  ] as const)("is saved as a picture on the ground of the page, %s", async ([colorScheme, ground], { skip }) => {
    const { page, troubles } = await house.open(skip, { colorScheme });
    await page.goto(house.at("#/studies/1"));
    await page.locator("#timeline").waitFor();
    for (const [id, name] of [
      ["history", "digits-history.png"],
      ["curves", "digits-learning-curves.png"],
      ["importance", "digits-importance-among-the-best.png"],
      ["parallel", "digits-parallel-coordinates.png"],
      ["slices", "digits-value-by-rate.png"],
      ["landscape", "digits-value-by-rate-and-optimizer.png"],
      ["timeline", "digits-timeline.png"],
    ] as const) {
      await boxOf(page, `#${id}`);
      const chart = page.locator(`#${id} .over`).first();
      await chart.waitFor();
      const box = (await chart.boundingBox())!;
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        chart.getByRole("button", { name: /^PNG of/ }).press("Enter"),
      ]);
      expect(download.suggestedFilename()).toBe(name);
      const picture = await looked(page, [...(await readFile(await download.path()))]);
      expect(picture.width).toBe(Math.round(box.width + 24));
      expect(picture.height).toBeGreaterThan(box.height + 40);
      expect(picture.corner).toEqual(ground);
      expect(picture.colours).toBeGreaterThan(20);
      if (colorScheme === "light") await isDrawing(page, chart, name.replace(".png", ".svg"));
    }
    expect(troubles).toEqual([]);
  });
});

describe("a study that is printed", () => {
  it("has its charts, also those that were never on the screen", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1"));
    await page.locator("#timeline").waitFor();
    expect(await page.locator("#timeline canvas").count()).toBe(0);
    // Heard after the charts have heard it, and before the page is laid out for paper.
    await page.evaluate(`addEventListener("beforeprint", () => {
      globalThis.printed = ["history", "parallel", "slices", "timeline"].map((id) => {
        const canvas = document.querySelector("#" + id + " canvas");
        const data = canvas?.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return data?.some((strength, at) => at % 4 === 3 && strength > 100) ?? false;
      });
    })`);
    // The script of the charts below the first may still be on its way.
    const printed = () => page.pdf().then(() => page.evaluate("globalThis.printed"));
    await expect.poll(printed, { timeout: 10_000 }).toEqual([true, true, true, true]);
    expect(troubles).toEqual([]);
  });
});

describe("the parts of a study's page", () => {
  it("are led to by buttons at its top, also for who goes on by the keyboard", async ({ skip }) => {
    const { page, troubles } = await house.open(skip);
    await page.goto(house.at("#/studies/1"));
    const parts = page.getByRole("navigation", { name: "Parts of the page" }).getByRole("button");
    await expect
      .poll(() => parts.allTextContents())
      .toEqual([
        "History",
        "Learning curves",
        "Importance",
        "Parallel coordinates",
        "Slices",
        "Two parameters",
        "Timeline",
        "Trials",
      ]);
    await parts.last().press("Enter");
    await expect.poll(() => page.locator(":focus").textContent()).toBe("Trials");
    expect(await page.locator("#trials h2").isVisible()).toBe(true);
    const { y } = (await page.locator("#trials h2").boundingBox())!;
    expect(y).toBeLessThan(900);
    expect(troubles).toEqual([]);
  });
});
