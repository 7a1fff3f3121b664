import { expect, test } from "vitest";
import { isBetter, isFeasible } from "../../src/index.ts";

const trial = (value: number, constraints: Readonly<Record<string, number>> = {}) =>
  ({ state: "complete", values: [value], constraints }) as const;

test("a trial is feasible when it is complete and none of its constraints lies above 0", () => {
  expect(isFeasible(trial(1, { memory: 0, latency: -2 }))).toBe(true);
  expect(isFeasible(trial(1, { memory: 0.1 }))).toBe(false);
  expect(isFeasible({ ...trial(1), state: "pruned" })).toBe(false);
});

test("of several the best is the first feasible one with the least value, or the greatest where more is better", () => {
  const trials = [trial(0, { memory: 1 }), trial(3), trial(2), trial(2), trial(5)];
  const bestBy = (direction: "minimize" | "maximize") => {
    let best: ReturnType<typeof trial> | undefined;
    for (const each of trials) if (isBetter(each, best, [direction])) best = each;
    return trials.indexOf(best!);
  };
  expect([bestBy("minimize"), bestBy("maximize")]).toEqual([2, 4]);
});

test("none is the best by several objectives", () => {
  const pair = { state: "complete", values: [1, 2], constraints: {} } as const;
  expect(isBetter(pair, undefined, ["minimize", "minimize"])).toBe(false);
});
