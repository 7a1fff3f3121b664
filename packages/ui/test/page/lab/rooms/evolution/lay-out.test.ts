import { expect, it } from "vitest";
import type { Bred } from "../../../../../page/lab/rooms/evolution/bred.ts";
import { descentOf, layOut, neighbourOf } from "../../../../../page/lab/rooms/evolution/lay-out.ts";

const bred = (number: number, generation: number, score: number, ...parents: number[]) =>
  ({ number, generation, score, parents, parts: [{}, {}], gone: [] }) as unknown as Bred;

const all = [bred(0, 0, 0.6), bred(1, 0, 0.8), bred(2, 1, 0.7, 1), bred(3, 1, 0.9, 0, 1), bred(4, 2, 0.5, 3)];

it("a generation is a column, the best above, and no box lies on another", () => {
  const { placed, width, height } = layOut(all);
  expect(placed.map(({ bred }) => bred.number)).toEqual([1, 0, 3, 2, 4]);
  for (const each of placed) {
    expect(each.left + 130).toBeLessThanOrEqual(width);
    expect(each.top + each.height).toBeLessThanOrEqual(height);
    for (const other of placed)
      if (other !== each && other.left === each.left && other.top >= each.top)
        expect(other.top).toBeGreaterThanOrEqual(each.top + each.height);
  }
});

it("arrow keys lead along a column and to the one beside it, and not beyond", () => {
  const { placed } = layOut(all);
  const from = (number: number, key: string) =>
    neighbourOf(placed.find(({ bred }) => bred.number === number)!, key, placed)?.bred.number;
  expect(["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "Enter"].map((key) => from(1, key))).toEqual([
    ...[0, undefined, 3, undefined, undefined],
  ]);
  expect(from(2, "ArrowLeft")).toBe(0);
});

it("a pipeline comes from its parents and theirs", () => {
  expect([...descentOf(4, all)].sort()).toEqual([0, 1, 3, 4]);
  expect([...descentOf(0, all)]).toEqual([0]);
});
