import { median, successiveHalving } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { boardOf } from "./board.ts";

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
});
