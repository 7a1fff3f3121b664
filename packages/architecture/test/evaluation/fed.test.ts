import { join } from "node:path";
import { dense, flatten, rescale, sequential } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { fileRows } from "../../src/data/filed-rows.ts";
import { type HeldRows, heldRows, takeRows } from "../../src/data/rows.ts";
import { feedRows, type Parts, rowsInPart, wholeOf } from "../../src/evaluation/fed.ts";
import { saidOf } from "../../src/evaluation/probabilities.ts";
import { paceOf, runCycle } from "../../src/evaluation/run-cycle.ts";
import { folderOf } from "../images/folder.ts";

/** Pictures of 2 × 2 that are bright above, or below. */
const rows = 200;
const data = Uint8Array.from({ length: 4 * rows }, (_, i) => {
  const isAbove = i % 4 < 2;
  return (isAbove === (Math.floor(i / 4) % 2 === 0) ? 200 : 40) + ((i * 37) % 23);
});
const codes = Int32Array.from({ length: rows }, (_, i) => i % 2);
const targets = { kind: "classes", classes: ["above", "below"], codes } as const;
const asTheyAre = (held: HeldRows) => held as never;

/** Parts of a width that is said to be so large that only few rows are fed at a time; and which rows were asked for. */
const filedParts = async (): Promise<{ parts: Parts; asked: number[][] }> => {
  const filed = await fileRows(join(folderOf({}), "rows"), { data, shape: [rows, 1, 2, 2] });
  const asked: number[][] = [];
  const inputs = (which: ArrayLike<number>) => {
    asked.push(Array.from(which));
    return asTheyAre(heldRows(takeRows(filed, which)));
  };
  return { parts: { rows, width: 2 ** 16, inputs }, asked };
};

const network = sequential(rescale(1 / 255), flatten, dense(2));
const values = { rate: 0.1, decay: 0.01, batch: 16, smoothing: 0 };

describe("rows that are fed in parts", () => {
  it("train a network as well as all at once, each row once an epoch, in another order", async () => {
    const { parts, asked } = await filedParts();
    const { model, losses } = await runCycle(network, { x: parts, targets }, { epochs: 3, values, seed: 1 });
    expect(losses.length).toBe(3);
    expect(losses[2]).toBeLessThan(0.1);
    expect(asked.map((some) => some.length)).toEqual([64, 64, 64, 8, 64, 64, 64, 8, 64, 64, 64, 8]);
    const epochs = [0, 4, 8].map((from) => asked.slice(from, from + 4).flat());
    for (const epoch of epochs) expect(epoch.toSorted((a, b) => a - b)).toEqual(Array.from(codes.keys()));
    expect(epochs[0]).not.toEqual(epochs[1]);
    const said = await saidOf(model, parts, "classes");
    expect(said).toEqual(await saidOf(model, wholeOf(parts), "classes"));
    expect(Array.from(codes, (code, row) => said[2 * row + code]! > 0.5)).not.toContain(false);
  });

  it("come to the end of a cycle of the rate, as all at once do", async () => {
    const { parts } = await filedParts();
    const run = { epochs: 2, values, seed: 1 };
    const [inParts, atOnce] = [
      await runCycle(network, { x: parts, targets }, run),
      await runCycle(network, { x: wholeOf(parts), targets }, run),
    ];
    expect(inParts.losses[1]! / atOnce.losses[1]!).toBeGreaterThan(0.8);
    expect(inParts.losses[1]! / atOnce.losses[1]!).toBeLessThan(1.25);
    expect(await paceOf(network, { x: parts, targets }, rows, run)).toBeGreaterThan(0);
  });
});

describe("feedRows", () => {
  it("gives few rows of a file at once, and many in parts of which a step is a whole number", async () => {
    const filed = await fileRows(join(folderOf({}), "rows"), { data, shape: [rows, 1, 2, 2] });
    expect(feedRows(filed, asTheyAre)).toEqual({ data, shape: [rows, 1, 2, 2] });
    // More than are there: nothing is read.
    const many = { ...filed, shape: [2 ** 26, 1, 2, 2], places: { length: 2 ** 26 } as Int32Array };
    const parts = feedRows(many, asTheyAre) as Parts;
    expect([parts.rows, parts.width]).toEqual([2 ** 26, 4]);
    expect(rowsInPart(parts, 100) % 100).toBe(0);
    expect(rowsInPart({ ...parts, width: 3 * 96 * 96 }, 64)).toBe(128);
    expect(rowsInPart({ ...parts, width: 2 ** 25 }, 64)).toBe(64);
  });
});
