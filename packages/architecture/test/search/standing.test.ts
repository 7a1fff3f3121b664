import type { Scored } from "@kaviar/architecture";
import { expect, it } from "vitest";
import { winnerOf } from "../../src/search/standing.ts";

const each = (trial: number, score: number, cycles: number) => ({ trial, score, rank: score, cycles }) as Scored;

it("takes what was trained to the end where another is ahead by no more than chance", () => {
  // √(0.92 · 0.08 / 400) = 0.0136
  expect(winnerOf([each(1, 0.92, 1), each(0, 0.91, 3)], 400)!.trial).toBe(0);
  expect(winnerOf([each(1, 0.92, 1), each(0, 0.9, 3)], 400)!.trial).toBe(1);
  expect(winnerOf([each(1, 0.89, 2), each(0, 0.44, 3)], 100)!.trial).toBe(1);
});

it("takes the best where that was trained to the end, where nothing was, and where chance is not known", () => {
  expect(winnerOf([each(2, 0.9, 3), each(0, 0.899, 3)], 100)!.trial).toBe(2);
  expect(winnerOf([each(2, 0.9, 1), each(0, 0.899, 2)], 100)!.trial).toBe(2);
  expect(winnerOf([each(2, 0.9, 1), each(0, 0.899, 3)], undefined)!.trial).toBe(2);
  expect(winnerOf([], 100)).toBeUndefined();
});
