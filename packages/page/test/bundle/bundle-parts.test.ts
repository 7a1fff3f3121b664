import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runInNewContext } from "node:vm";
import { bundleParts } from "@kaviar/page/bundle";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder: string;

beforeAll(async () => {
  // Where packages are found.
  folder = await mkdtemp(fileURLToPath(new URL("../parts-", import.meta.url)));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const bundled = async (program: string, style = ""): Promise<{ scripts: Record<string, string>; styles: string }> => {
  const [entry, sheet, to] = ["main.ts", "own.css", `built-${Math.random()}/page.mjs`].map((file) =>
    join(folder, file),
  ) as [string, string, string];
  await writeFile(entry, program);
  await writeFile(sheet, style);
  await bundleParts({ entry, styles: [sheet], to });
  return import(pathToFileURL(to).href);
};

it("writes a module with the scripts and the styles, the page's own after the common ones", async () => {
  const { scripts, styles } = await bundled(
    `import { formatNumber } from "@kaviar/page"; globalThis.shown = formatNumber(0.123456);`,
    ".own { color: red }",
  );
  const page: { shown?: string } = {};
  expect(Object.keys(scripts)).toEqual(["main.js"]);
  runInNewContext(scripts["main.js"]!, page);
  expect(page.shown).toBe("0.12346");
  expect(styles).toMatch(/^:root\{--page: #f6f7f9.*\.own\{color:red\}\n?$/s);
});

it("brings the licences of what is in it, and of nothing that was left out", async () => {
  const without = await bundled(
    `import { valueRange } from "@kaviar/page/charts"; console.log(valueRange([], "minimize"));`,
  );
  expect(without.scripts["main.js"]).not.toContain("Apache License");
  const chart = await bundled(`import { chart } from "@kaviar/page/charts"; console.log(chart);`);
  expect(chart.scripts["main.js"]).toMatch(/^\/\*\necharts\n\n.*Apache License/s);
});

it("puts what is imported later into a script of its own, its licences before the first", async () => {
  const { scripts } = await bundled(`import("@kaviar/page/charts").then(({ chart }) => console.log(chart));`);
  const [later] = Object.keys(scripts).filter((name) => name !== "main.js");
  expect(scripts["main.js"]!).toMatch(/^\/\*\necharts\n/);
  expect(scripts["main.js"]!.replace(/^\/\*.*?\*\/\n/s, "")).toContain(`import("./${later}")`);
  expect(scripts["main.js"]!.replace(/^\/\*.*?\*\/\n/s, "").length).toBeLessThan(2_000);
});
