import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { architecture, readImages, type SearchEvent, searchNetwork, storeImages } from "@kaviar/architecture";
import { encodePng } from "@kaviar/base/picture";
import { describe, expect, it } from "vitest";
import { reportOf } from "../../src/report/report-of.ts";
import { bars } from "../bars.ts";
import { folderOf } from "../images/folder.ts";

describe("searchNetwork", () => {
  it("finds a network for images, tells what it does, and names the classes", async () => {
    const search = searchNetwork(bars(600), {
      task: "image",
      budget: { trials: 2, epochs: 8 },
      seed: 1,
      workers: 2,
      space: architecture.image({ families: ["plain"], networks: { plain: { width: 12, depth: 1 } } }),
    });
    const events: SearchEvent[] = [];
    for await (const event of search) events.push(event);
    const result = await search;
    expect(result.classes).toEqual(["column", "row"]);
    expect(result.recipe.trial).toBe(0);
    expect(result.recipe.cycles).toBe(3);
    expect(result.holdout!.rows).toBe(120);
    expect(result.holdout!.score).toBeGreaterThan(0.9);
    expect(result.failures).toEqual([]);
    expect(events.filter(({ kind }) => kind === "trying").length).toBeGreaterThanOrEqual(2);
    expect(events[0]).toMatchObject({ kind: "read", rows: 600, searched: 480, held: 120, metric: "accuracy" });
    const { x } = bars(40);
    const said = await result.model.predict({ data: Float32Array.from(x.data), shape: [40, 1, 8, 8] });
    expect(said.shape).toEqual([40, 2]);
  }, 120_000);

  it("says numbers wherever they are: how bright a picture is, in thousands", async () => {
    const y = Array.from({ length: 500 }, (_, i) => 5000 + 100 * ((i * 37) % 50) + 0.5);
    const data = Uint8Array.from({ length: 500 * 36 }, (_, i) => (y[Math.floor(i / 36)]! - 5000) / 20 + (i % 7));
    const result = await searchNetwork(
      { x: { data, shape: [500, 6, 6] }, y },
      {
        task: "image",
        budget: { trials: 1, epochs: 30 },
        workers: 1,
        space: architecture.image({ families: ["plain"] }),
      },
    );
    expect(result).toMatchObject({ metric: "r2", classes: undefined });
    expect(result.holdout!.score).toBeGreaterThan(0.9);
    expect(Math.min(...result.judged.said)).toBeGreaterThan(3000);
  }, 120_000);

  it("takes rows of numbers without names, and gaps in them", async () => {
    const x = Array.from({ length: 200 }, (_, i) => [i % 2 === 0 ? i : -i, i % 5 === 0 ? Number.NaN : 1]);
    const y = x.map(([value]) => (value! < 0 ? "below" : "above"));
    const found = await searchNetwork({ x, y }, { task: "table", budget: { trials: 1, epochs: 16 }, workers: 1 });
    expect(found.holdout!.score).toBeGreaterThan(0.95);
    expect(found.facts).toMatchObject({ columns: { numbers: 2, texts: 0 } });
  }, 60_000);

  it("finds the same in images that lie in a file, and leaves no rows behind", async () => {
    const { x, y } = bars(160);
    const files = y.map((label, i) => [`${label}/${i}.png`, encodePng(x.data.subarray(64 * i, 64 * i + 64), 8, 8)]);
    const images = folderOf(Object.fromEntries(files));
    const scratch = folderOf({});
    const options = {
      task: "image",
      budget: { trials: 1, epochs: 4 },
      workers: 1,
      space: architecture.image({ families: ["plain"], networks: { plain: { width: 12, depth: 1 } } }),
    } as const;
    const held = await searchNetwork(await readImages(images), { ...options, folder: join(scratch, "held") });
    const stored = await storeImages(images, scratch);
    const filed = await searchNetwork(stored, { ...options, folder: join(scratch, "filed") });
    expect(filed.holdout).toEqual(held.holdout);
    expect(filed.judged.said).toEqual(held.judged.said);
    const begun = (name: string) => readFileSync(join(scratch, name, "begun.json"), "utf8");
    expect(begun("filed")).toBe(begun("held"));
    for (const name of ["held", "filed"])
      expect(readdirSync(join(scratch, name)).filter((file) => /task|rows/.test(file))).toEqual([]);
    const { examples } = await reportOf(filed, { title: "bars", usage: [] });
    expect(examples.length).toBeGreaterThan(5);
    expect(examples).toEqual((await reportOf(held, { title: "bars", usage: [] })).examples);
    await stored.close();
  }, 120_000);

  it("says what is wrong with what it was given", async () => {
    const told = async (data: unknown, options: object = {}) =>
      searchNetwork(data as never, { task: "image", ...options }).catch(({ message }: Error) => message);
    const { x } = bars(20);
    expect(await told({ x, y: x.data })).toMatch(/Each row has a target: x has 20 rows, y has 1280/);
    expect(await told({ x, y: Array.from({ length: 20 }, () => "a") })).toMatch(/of 20 rows there is one class, "a"/);
    expect(await told({ x: { data: new Uint8Array(3), shape: [4, 4] }, y: [1] })).toMatch(/are 16 numbers, got 3/);
    expect(await told({ x })).toMatch(/there is no y/);
    expect(await told({ x: [[1, 2]], y: [1] })).toMatch(/Images are \[N, C, H, W\]/);
    expect(await told({ x, y: [1, Number.NaN] })).toMatch(/y\[1\] is NaN/);
    const own = { mine: { ...architecture.image().families.plain! } };
    const y = Array.from({ length: 20 }, (_, i) => ["a", "b"][i % 2]);
    expect(await told({ x, y }, { space: architecture.image({ own }) })).toMatch(/of the family mine cannot be sent/);
    expect(await told({ x, y }, { space: architecture.text() })).toMatch(
      /looks in a space of images: got one of texts/,
    );
    expect(() => searchNetwork({ x, y: [1] }, { task: "sound" as never })).toThrow(/`task` of searchNetwork must be/);
    expect(() => searchNetwork({ x, y: [1] }, { task: "image", budget: {} as never })).toThrow(
      /`budget` of searchNetwork must be/,
    );
    expect(() => searchNetwork({ x, y: [1] }, { task: "image", metric: "accuarcy" })).toThrow(
      /`metric` of searchNetwork must be/,
    );
  });
});
