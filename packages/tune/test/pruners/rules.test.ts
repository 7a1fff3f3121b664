import { asha, hyperband, median, patient, percentile, successiveHalving, threshold, wilcoxon } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { bracketOf, bracketShares } from "../../src/pruners/hyperband.ts";
import { boardOf } from "./board.ts";

const flat = (value: number, steps: number) => Array.from({ length: steps }, () => value);

/** A board with complete trials that reported these values, step by step. */
const withPeers = (curves: readonly (readonly number[])[], board = boardOf()) => {
  for (const [number, curve] of curves.entries()) {
    for (const [step, value] of curve.entries())
      board.report({ name: "", judge: () => ({ stop: false }) }, number, step, [value]);
    board.place(number, "complete", [curve.at(-1)!]);
  }
  return board;
};

describe("median", () => {
  it("speaks of the median at the step, 2.5 of 1, 2, 3, 4: 2.5 goes on, 2.6 does not", () => {
    const peers = [1, 2, 3, 4].map((value) => [value]);
    const rule = median({ startupTrials: 4 });
    expect(withPeers(peers).report(rule, 9, 0, [2.5]).stop).toBe(false);
    expect(withPeers(peers).report(rule, 9, 0, [2.6])).toEqual({
      stop: true,
      why: "its best so far is worse than the 50th percentile of complete trials at step 0",
    });
  });

  it("asks complete trials alone, and at least startupTrials of them", () => {
    const board = withPeers([[0], [0], [0], [0]]);
    board.place(3, "failed");
    expect(board.report(median({ startupTrials: 4 }), 9, 0, [5]).stop).toBe(false);
    expect(board.report(median({ startupTrials: 3 }), 9, 0, [5]).stop).toBe(true);
  });
});

describe("with several objectives", () => {
  const peers = [
    [1, 4],
    [2, 2],
    [4, 1],
    [5, 5],
    [6, 6],
  ] as const;
  const board = () => {
    const made = boardOf(["minimize", "minimize"]);
    for (const [number, values] of peers.entries()) {
      made.report(median(), number, 1, values);
      made.place(number, "complete", values);
    }
    return made;
  };

  it("median stops what more trials dominate than half of them are", () => {
    // Ranks of the five: 0, 0, 0, 3, 4; with a newcomer at [3, 3] the last two are 4 and 5: the median is 0.
    expect(board().report(median(), 9, 1, [1.5, 3]).stop).toBe(false);
    expect(board().report(median(), 9, 1, [3, 3]).stop).toBe(true);
  });

  it("a third of the trials goes on from a rung, by rank", () => {
    const rule = successiveHalving({ minResource: 1, reductionFactor: 3 });
    expect(board().report(rule, 9, 1, [0.5, 9]).stop).toBe(false);
    expect(board().report(rule, 9, 1, [5.5, 5.5]).stop).toBe(true);
  });

  it("threshold bounds each objective by itself, in the user's sign", () => {
    const rule = threshold({ lower: [0.6, -Infinity], upper: [1, 200] });
    const made = boardOf(["maximize", "minimize"]);
    expect(made.report(rule, 0, 0, [0.7, 150]).stop).toBe(false);
    expect(made.report(rule, 0, 1, [0.5, 150])).toEqual({
      stop: true,
      why: "it reported 0.5 at step 1, outside [0.6, 1]",
    });
    expect(made.report(rule, 0, 2, [0.7, 201]).stop).toBe(true);
    expect(() => boardOf().report(rule, 0, 0, [1])).toThrow("one bound, or one an objective: got 2 for 1");
  });
});

describe("wilcoxon", () => {
  it("needs five worse values to be sure at 0.05: 1/16 after four, 1/32 after five", () => {
    const board = withPeers([flat(0, 9)]);
    const stops = [1, 2, 3, 4, 5].map((value, step) => board.report(wilcoxon({ p: 0.05 }), 9, step, [value]).stop);
    expect(stops).toEqual([false, false, false, false, true]);
  });

  it("goes by the best complete trial, not by one that breaks a constraint or was stopped", () => {
    const board = withPeers([flat(0, 9), flat(3, 9)]);
    board.place(0, "pruned", [0]);
    const rule = wilcoxon({ p: 0.3 });
    expect([0, 1, 2].map((step) => board.report(rule, 9, step, [2]).stop)).toEqual([false, false, false]);
  });
});

describe("halving", () => {
  it("with an automatic resource waits for the first complete trial and starts at a hundredth of its steps", () => {
    const rule = successiveHalving({ reductionFactor: 2 });
    const board = boardOf();
    for (let step = 0; step <= 300; step += 1) expect(board.report(rule, 0, step, [1]).stop).toBe(false);
    expect(board.report(rule, 1, 3, [5]).stop).toBe(false);
    board.place(0, "complete", [1]);
    expect(board.report(rule, 2, 2, [5]).stop).toBe(false);
    expect(board.report(rule, 2, 3, [5]).stop).toBe(true);
  });

  it("judges a trial once at each rung, at its first report there or beyond", () => {
    const rule = asha({ minResource: 2, reductionFactor: 2 });
    const board = withPeers([flat(0, 20), flat(0, 20)]);
    expect([1, 3, 3, 5, 6, 7, 9].map((step) => board.report(rule, 9, step, [1]).stop)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  it("hyperband has five brackets for 81 steps and η = 3, and shares trials among them 81 : 34 : 15 : 8 : 5", () => {
    const shares = bracketShares(1, 81, 3);
    expect(shares).toEqual([81, 34, 15, 8, 5]);
    const counts = shares.map(() => 0);
    for (let number = 0; number < 14300; number++) counts[bracketOf(shares, 7, number)]!++;
    // Multinomial: the standard deviation of the first count is 59.
    for (const [i, count] of counts.entries()) expect(Math.abs(count - shares[i]! * 100)).toBeLessThan(240);
  });

  it("hyperband judges a trial of bracket b from step η^b on", () => {
    const rule = hyperband({ maxResource: 81 });
    const shares = bracketShares(1, 81, 3);
    for (let number = 100; number < 140; number++) {
      const board = withPeers(Array.from({ length: 99 }, () => flat(0, 82)));
      const stops = Array.from({ length: 82 }, (_, step) => board.report(rule, number, step, [1]).stop);
      expect(stops.indexOf(true)).toBe(3 ** bracketOf(shares, 0, number));
    }
  });
});

describe("options are checked", () => {
  const wrong: Record<string, () => unknown> = {
    "A percentile lies in [0, 100], got 101.": () => percentile(101),
    "`interval` of median must be a whole number ≥ 1: got 0.": () => median({ interval: 0 }),
    "`patience` of patient must be a whole number ≥ 0: got -1.": () => patient(undefined, { patience: -1 }),
    "`minDelta` of patient must be at least 0: got NaN.": () =>
      patient(median(), { patience: 1, minDelta: Number.NaN }),
    "threshold needs `lower`, `upper` or both, got neither.": () => threshold({}),
    "`lower` must be at most `upper`, got 2 and 1.": () => threshold({ lower: 2, upper: 1 }),
    "`p` of wilcoxon must be between 0 and 1: got 2.": () => wilcoxon({ p: 2 }),
    "`reductionFactor` of asha must be a whole number ≥ 2: got 1.": () => asha({ reductionFactor: 1 }),
    '`minResource` of successiveHalving must be a whole number ≥ 1, or "auto": got 0.': () =>
      successiveHalving({ minResource: 0 }),
    "`maxResource` of hyperband must be at least `minResource`: got 4, and 5.": () =>
      hyperband({ minResource: 5, maxResource: 4 }),
  };
  for (const [message, make] of Object.entries(wrong)) it(message, () => expect(make).toThrow(message));
});
