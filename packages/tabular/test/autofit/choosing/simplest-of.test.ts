import { describe, expect, it } from "vitest";
import { simplestOf } from "../../../src/autofit/choosing/simplest-of.ts";
import type { Candidate } from "../../../src/autofit/result.ts";

const candidate = (trial: number, score: number, complexity: number, work = 1): Candidate =>
  ({ trial, score, std: 0.04, complexity, work }) as Candidate;

describe("the simplest within one standard error", () => {
  // Of 4 folds with a deviation of 0.04 the standard error is 0.02.
  const simplest = (better: "higher" | "lower", ...all: Candidate[]) => simplestOf(all, { folds: 4, better }).trial;

  it("has fewest parts, of these least work, and is not worse by more than that", () => {
    const best = candidate(0, 0.9, 4);
    expect(simplest("higher", best, candidate(1, 0.885, 2), candidate(2, 0.87, 1))).toBe(1);
    expect(simplest("higher", best, candidate(1, 0.89, 2, 50), candidate(2, 0.885, 2, 10))).toBe(2);
    expect(simplest("lower", candidate(0, 0.5, 3), candidate(1, 0.515, 1), candidate(2, 0.53, 1))).toBe(1);
  });

  it("is the best where nothing simpler is near, or all are alike", () => {
    expect(simplest("higher", candidate(0, 0.9, 4), candidate(1, 0.87, 1))).toBe(0);
    expect(simplest("lower", candidate(3, 0.5, 2), candidate(4, 0.5, 2))).toBe(3);
  });
});
