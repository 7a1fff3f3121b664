import { wilcoxon } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { flat, withPeers } from "./board.ts";

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
