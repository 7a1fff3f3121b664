import { asha, successiveHalving } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { boardOf, flat, withPeers } from "./board.ts";

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
});
