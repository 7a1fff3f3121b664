import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  architecture,
  loadNetwork,
  networkFiles,
  readColumns,
  type SearchResult,
  type Source,
  searchNetwork,
  storeImages,
  takeRows,
} from "@kaviar/architecture";
import { encodePng } from "@kaviar/base/picture";
import { table } from "@kaviar/tabular";
import { openOnnx } from "@kaviar/tensor";
import { afterAll, expect, it } from "vitest";
import { runScript } from "../../../../scripts/run-script.ts";
import { agreeing } from "../evaluation/parts.ts";

const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(`${cache}/networks-`);
writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contentsOf = async (result: SearchResult, source: Source) => {
  const files: Record<string, Uint8Array | string> = {};
  for (const { name, contents } of networkFiles(result, source)) files[name] = await contents();
  return files;
};

/** Runs a program that was written. */
const run = async (name: string, program: string): Promise<string> => {
  writeFileSync(`${folder}/${name}`, program);
  const { stdout, stderr } = await runScript(`${folder}/${name}`);
  expect(stderr).toBe("");
  return stdout;
};

/** A wave of one of two shapes, beginning anywhere, of 20 to 30 steps. */
const wave = (i: number): number[] =>
  Array.from({ length: 20 + (i % 11) }, (_, t) => {
    const at = (t + i * 3) / 5;
    return i % 2 === 0 ? Math.sin(at) : 2 * Math.abs((at % 2) - 1) - 1;
  });
const waves = Array.from({ length: 160 }, (_, i) => wave(i));

it("writes a network for sequences that loads, and says what it has to", async () => {
  const y = waves.map((_, i) => (i % 2 === 0 ? "sine" : "triangle"));
  const result = await searchNetwork({ x: waves, y }, { task: "sequence", budget: { trials: 1 }, workers: 1 });
  expect(result.winner.candidate.kind).toBe("randomKernels");
  expect(result.holdout!.score).toBeGreaterThan(0.9);
  const files = await contentsOf(result, {
    input: { kind: "sequence", steps: 30, channels: ["height"], unequal: true },
    data: { read: "{ x: [], y: [] }", names: [] },
  });
  const network = await loadNetwork(files["model.onnx"] as Uint8Array);
  const { predictions, probabilities } = await network.predict([1, 3, 5, 7, 9, 11, 0].map(wave));
  expect(predictions).toEqual([...Array(6).fill("triangle"), "sine"]);
  expect(probabilities!.length).toBe(14);
  // Longer ones than were learned from find the room that is kept for them.
  expect(network.card.input).toMatchObject({ steps: 38 });
  await expect(network.predict([Array.from({ length: 50 }, (_, t) => t)])).rejects.toThrow(
    /at most .* got 50, learned from 38/,
  );
  await network.release();
  const { metadata } = await openOnnx(files["model.onnx"] as Uint8Array);
  expect(metadata.classes).toBe("sine\ntriangle");
  expect(String(files["network.ts"])).toContain("rocket(");
  expect(String(files["report.html"])).toMatch(/^<!doctype html>/i);
  expect(JSON.parse(String(files["leaderboard.json"]))).toMatchObject({
    winner: 0,
    networks: [{ trial: 0, stoppedEarly: false }],
  });
}, 60_000);

/** Reviews whose verdict hangs on the order of two words. */
const review = (i: number): string => {
  const [good, bad] = [["good", "fine", "nice"][i % 3], ["bad", "poor", "sad"][(i >> 2) % 3]];
  const tail = ["at night", "in town", "with music", "again"][i % 4];
  return i % 2 === 0 ? `not ${bad} but ${good} ${tail} 😀` : `not ${good} but ${bad} ${tail}`;
};

it("writes a network for texts that loads with its words, and is trained again by its program", async () => {
  const x = Array.from({ length: 520 }, (_, i) => review(i));
  const y = x.map((_, i) => (i % 2 === 0 ? "good" : "bad"));
  const result = await searchNetwork({ x, y }, { task: "text", budget: { trials: 1 }, workers: 1 });
  expect(result.holdout!.score).toBe(1);
  writeFileSync(`${folder}/reviews.csv`, `review,verdict\n${x.map((text, i) => `${text},${y[i]}`).join("\n")}\n`);
  const read = `await readTexts(${JSON.stringify(`${folder}/reviews.csv`)}, { text: "review", target: "verdict" })`;
  const files = await contentsOf(result, { input: { kind: "text" }, data: { read, names: ["readTexts"] } });
  const network = await loadNetwork(files["model.onnx"] as Uint8Array);
  const { predictions } = await network.predict(["not poor but nice", "not nice but poor", "", "שלום 👋"]);
  expect(predictions.slice(0, 2)).toEqual(["good", "bad"]);
  await network.release();
  const said = await run("texts.ts", String(files["network.ts"]));
  expect(said).toMatch(/^accuracy 1\.0000 on 104 rows held out; the search had 1$/m);
}, 60_000);

/** A third column tells nothing; a number and a level tell the class together, and neither does alone. */
const goods = Array.from({ length: 520 }, (_, i) => {
  const [heavy, brand, other] = [i % 2, (i >> 1) % 2, (i * 7919) % 13];
  return {
    weight: heavy === 1 ? 20 + other : 2 + other / 9,
    brand: ["acme", "zeta"][brand]!,
    other,
    good: heavy === brand,
  };
});

it("writes a network for tables that loads with its columns, and is trained again by its program", async () => {
  const file = `${folder}/goods.csv`;
  const lines = goods.map(({ weight, brand, other, good }) => `${weight},${brand},${other},${good ? "yes" : "no"}`);
  writeFileSync(file, `weight,brand,other,good\n${lines.join("\n")}\n`);
  const { x, y } = await readColumns(file, { target: "good" });
  const result = await searchNetwork({ x, y: y! }, { task: "table", budget: { trials: 1, epochs: 16 }, workers: 1 });
  expect(result.winner.candidate.kind).toBe("mlp");
  expect(result.holdout!.score).toBe(1);
  const read = `await readColumns(${JSON.stringify(file)}, { target: "good" })`;
  const files = await contentsOf(result, {
    input: { kind: "table", columns: x.schema.map(({ name, type, kind }) => ({ name, type, kind })) },
    data: { read, names: ["readColumns"] },
  });
  const network = await loadNetwork(files["model.onnx"] as Uint8Array);
  const asked = [
    { weight: 25, brand: "zeta", other: 1 },
    { weight: 3, brand: "zeta", other: null },
  ];
  expect((await network.predict(asked)).predictions).toEqual(["yes", "no"]);
  await expect(network.predict([{ weight: 25, other: 1 }])).rejects.toThrow(/there is no `brand`/);
  await network.release();
  expect(String(files["model.ts"])).toContain('readonly "brand": string | null;');
  expect(String(files["report.html"])).toContain("2 columns of numbers, 1 of texts");
  const said = await run("goods.ts", String(files["network.ts"]));
  expect(said).toMatch(/^accuracy 1\.0000 on 104 rows held out; the search had 1$/m);
}, 60_000);

it("writes a program that learns from images in a file, in parts", async () => {
  for (const [name, upright] of [
    ["rows", false],
    ["columns", true],
  ] as const) {
    mkdirSync(`${folder}/bars/${name}`, { recursive: true });
    for (let i = 0; i < 80; i++) {
      const pixels = Uint8Array.from({ length: 64 }, (_, place) => (place * 31 + i * 17) % 90);
      for (let j = 0; j < 8; j++) pixels[upright ? 8 * j + (i % 8) : 8 * (i % 8) + j] = 250;
      writeFileSync(`${folder}/bars/${name}/${i}.png`, encodePng(pixels, 8, 8));
    }
  }
  const images = await storeImages(`${folder}/bars`, folder);
  const result = await searchNetwork(images, {
    task: "image",
    budget: { trials: 1, epochs: 12 },
    workers: 1,
    space: architecture.image({ families: ["plain"], networks: { plain: { width: 12, depth: 1 } } }),
  });
  const read = `await storeImages(${JSON.stringify(`${folder}/bars`)}, tmpdir())`;
  const files = await contentsOf(result, {
    input: { kind: "image", size: images.size, channels: images.channels },
    data: { read, names: ["storeImages"], inParts: true },
  });
  await images.close();
  const said = await run("parts.ts", String(files["network.ts"]));
  const [, score] = /^accuracy (\S+) on 32 rows it did not learn from; the search had/m.exec(said)!;
  expect(Number(score)).toBeGreaterThan(0.8);
}, 120_000);
it("writes a network for images with columns that loads with both", async () => {
  const { said, columns, y } = agreeing(320);
  const pixels = Uint8Array.from({ length: 320 * 64 }, (_, i) => {
    const [row, at] = [i >> 6, said[i >> 6] ? (i >> 3) % 8 : i % 8];
    return at === (row >> 2) % 8 ? 255 : (i * 31) % 90;
  });
  const x = { image: { data: pixels, shape: [320, 8, 8] }, columns };
  const space = architecture.image({ families: ["plain"], networks: { plain: { width: 12 } } });
  const budget = { trials: 1, epochs: 10 };
  const result = await searchNetwork({ x, y }, { task: "image", budget, space, workers: 1, holdout: 0.2 });
  expect(result.holdout!.score).toBeGreaterThan(0.9);
  const beside = { columns: table(columns).schema.map(({ name, type, kind }) => ({ name, type, kind })) };
  const files = await contentsOf(result, {
    input: { kind: "image", size: [8, 8], channels: 1, beside },
    data: { read: "{ x: [], y: [] }", names: [] },
  });
  const network = await loadNetwork(files["model.onnx"] as Uint8Array);
  const some = [3, 8, 21];
  const { predictions } = await network.predict({
    image: takeRows({ data: pixels, shape: [320, 1, 8, 8] }, some),
    columns: table(columns).take(some),
  });
  expect(predictions).toEqual(some.map((row) => y[row]));
  await expect(network.predict(x.image)).rejects.toThrow(/rows of two parts/);
  await network.release();
  expect(String(files["model.ts"])).toContain("readonly columns: Columns;");
  expect(String(files["report.html"])).toContain("with 1 column of numbers, 1 of texts");
}, 60_000);
