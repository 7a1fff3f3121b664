import type { Scored } from "@kaviar/architecture";
import { expect, it } from "vitest";
import { lastTraining, wantedEpochs } from "../../src/search/last-training.ts";
import { endOf, timesOf } from "../../src/search/time.ts";

const descended = { candidate: { kind: "mlp", model: {}, training: { batch: 64 } }, pace: 1e-3, seconds: 9 } as never;
const solved = { candidate: { kind: "rocket", model: {} }, pace: 0, seconds: 6 } as unknown as Scored;

it("takes as many epochs as are worth it by the pace that there was, or three times as long as solving did", () => {
  // 640 rows are 10 steps of an epoch: 9 000 would be 900 epochs, and 300 are the most.
  expect(wantedEpochs(descended, 640)).toBe(300);
  expect(lastTraining(descended, 640, 5)).toBeCloseTo(2.5 + (300 * 640 * 1e-3) / 0.85);
  expect(lastTraining(solved, 640, 3)).toBe(2.5 + 3 * 2);
});

it("leaves a search the time that its best does not need", () => {
  const times = timesOf({ time: "100s" });
  expect(endOf(times, undefined)).toBeCloseTo(58_000, 6);
  // All that is left would not be enough: it gets its share.
  expect(endOf(times, 500)).toBeCloseTo(58_000, 6);
  expect(endOf(times, 20)).toBeCloseTo(73_000, 6);
  expect(endOf(times, 1)).toBeCloseTo(92_000, 6);
  expect(endOf(timesOf({ trials: 3 }), 1)).toBe(Number.POSITIVE_INFINITY);
});
