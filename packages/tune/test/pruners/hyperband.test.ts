import { bruteForce, createStudy, grid, hyperband, type Sampler } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { bracketOf, bracketShares } from "../../src/pruners/hyperband.ts";
import { flat, withPeers } from "./board.ts";

describe("hyperband", () => {
  it("hyperband has five brackets for 81 steps and η = 3, and shares trials among them 81 : 34 : 15 : 8 : 5", () => {
    const shares = bracketShares(1, 81, 3);
    expect(shares).toEqual([81, 34, 15, 8, 5]);
    const counts = shares.map(() => 0);
    for (let number = 0; number < 14300; number++) counts[bracketOf(shares, 7, number)]!++;
    // Multinomial: the standard deviation of the first count is 59.
    for (const [i, count] of counts.entries()) expect(Math.abs(count - shares[i]! * 100)).toBeLessThan(240);
  });

  it.each<[string, Sampler]>([
    ["grid", grid({ values: { x: [0, 1, 2, 3], y: [0, 1, 2, 3] } })],
    ["bruteForce", bruteForce()],
  ])("leaves %s all of its points", async (_, sampler) => {
    const study = await createStudy({ seed: 1, sampler, pruner: hyperband({ maxResource: 9 }) });
    await study.optimize(null, async (trial) => {
      const value = trial.int("x", 0, 3) + trial.int("y", 0, 3);
      for (let step = 1; step <= 9 && !trial.shouldStop; step++) await trial.report(value + 1 / step, step);
      return value;
    });
    expect(new Set(study.trials.map(({ params }) => JSON.stringify(params))).size).toBe(16);
    expect(study.trials).toHaveLength(16);
    expect(study.trials.some(({ state }) => state === "pruned")).toBe(true);
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
