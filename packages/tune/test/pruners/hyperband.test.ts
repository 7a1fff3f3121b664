import { hyperband } from "@kaviar/tune";
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
