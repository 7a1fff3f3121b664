import { median } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { withPeers } from "./board.ts";

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

  it("takes NaN of others for the worst value: the median of NaN, 1 and 2 is 2", () => {
    const rule = median({ startupTrials: 3 });
    expect(withPeers([[Number.NaN], [1], [2]]).report(rule, 9, 0, [2]).stop).toBe(false);
    expect(withPeers([[Number.NaN], [1], [2]]).report(rule, 9, 0, [2.1]).stop).toBe(true);
  });

  it("asks complete trials alone, and at least startupTrials of them", () => {
    const board = withPeers([[0], [0], [0], [0]]);
    board.place(3, "failed");
    expect(board.report(median({ startupTrials: 4 }), 9, 0, [5]).stop).toBe(false);
    expect(board.report(median({ startupTrials: 3 }), 9, 0, [5]).stop).toBe(true);
  });
});
