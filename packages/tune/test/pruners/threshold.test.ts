import { threshold } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { boardOf } from "./board.ts";

describe("threshold", () => {
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
