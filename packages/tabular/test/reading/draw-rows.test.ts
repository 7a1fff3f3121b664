import { describe, expect, it } from "vitest";
import { drawRows } from "../../src/reading/draw-rows.ts";
import { withDuckdb } from "../../src/reading/duckdb.ts";
import { openSource } from "../../src/reading/source.ts";
import { makeFolder } from "./files.ts";

const { write } = makeFolder();
const rows = 40_000;

/** Drawn as of a file that is too large to hold, of which it is only about known how many rows it has. */
const drawn = (path: string, sample: number, { seed = 0, guess = rows } = {}) =>
  withDuckdb(async (database) => {
    const source = await openSource(database, path, {});
    return drawRows(database, { ...source, size: { bytes: 1e9, rows: guess } }, { types: {}, seed }, sample);
  });

const placesIn = (given: Awaited<ReturnType<typeof drawn>>) => given.table.column("place").toArray() as number[];

const lines = (of: (place: number) => string, head = "place,x") =>
  `${head}\n${Array.from({ length: rows }, (_, place) => of(place)).join("\n")}\n`;

describe("rows drawn of a file that is not held", () => {
  const path = write(
    "long.csv",
    lines((place) => `${place},${place % 7}`),
  );

  it("are exactly as many as were asked for, of all, in the order of the file, each once", async () => {
    const given = await drawn(path, 1000);
    const places = placesIn(given);
    expect([given.table.rows, given.of]).toEqual([1000, rows]);
    expect(places.every((place, i) => i === 0 || place > places[i - 1]!)).toBe(true);
    expect(given.table.column("x").toArray()).toEqual(places.map((place) => place % 7));
  });

  it("are the same for the same seed, and others for another", async () => {
    const [one, same, other] = [await drawn(path, 500), await drawn(path, 500), await drawn(path, 500, { seed: 1 })];
    expect(placesIn(same)).toEqual(placesIn(one));
    const both = placesIn(other).filter((place) => placesIn(one).includes(place)).length;
    // 500 · 500 / 40 000 = 6 of them by chance.
    expect(both).toBeLessThan(25);
  });

  it("come from every part of the file alike", async () => {
    const counts = new Array(10).fill(0);
    for (const place of placesIn(await drawn(path, 5000))) counts[Math.floor((10 * place) / rows)]++;
    // χ² with 9 degrees of freedom is above 27.9 once in a thousand times.
    expect(counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0)).toBeLessThan(27.9);
  });

  it("are as many where there are more or fewer rows than it seemed, and all where there are no more", async () => {
    for (const guess of [2000, 4_000_000]) expect((await drawn(path, 3000, { guess })).table.rows).toBe(3000);
    const all = await drawn(path, 50_000);
    expect([all.table.rows, all.of]).toEqual([rows, rows]);
  });

  it("have the types of all rows, also of those that were not drawn", async () => {
    const odd = write(
      "odd.csv",
      lines((place) => `${place},${place === 30_001 ? "none" : place % 7}`),
    );
    const { table } = await drawn(odd, 100);
    expect(table.schema[1]).toMatchObject({ type: "category" });
    expect(table.schema[1]!.why).toContain('"none" is none');
  });
});
