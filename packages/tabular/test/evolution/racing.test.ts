import type { History, TrialRecord, Watch } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { barsFrom, racing } from "../../src/evolution/racing.ts";

/** Pipelines that were scored 0.01, 0.02, … after the first fold, and a tenth more behind the second. */
const complete = Array.from({ length: 20 }, (_, number) => ({ number }) as TrialRecord);
const history = {
  directions: ["maximize", "minimize"],
  reports: (number: number) =>
    new Map([
      [1, [number / 100, 3]],
      [2, [number / 100 + 0.1, 3]],
    ]),
} as unknown as History;

const judge = (step: number, value: number, notes: Watch["notes"]) =>
  racing.judge({ step, values: [value, 3], directions: ["maximize", "minimize"], notes } as unknown as Watch).stop;

describe("racing", () => {
  const bars = barsFrom(complete, history)!;

  it("sets a bar after each fold, that of the better three fifths", () => {
    expect(bars).toEqual({ 1: -0.08, 2: -0.18 });
    expect(barsFrom(complete.slice(0, 11), history)).toBeUndefined();
  });

  it("stops who does not reach the bar that was settled, and nobody else", () => {
    const notes = { operator: "near", parents: [3], bars };
    expect(judge(1, 0.08, notes)).toBe(false);
    expect(judge(1, 0.079, notes)).toBe(true);
    expect(judge(2, 0.1, notes)).toBe(true);
    expect(judge(3, 0, notes)).toBe(false);
    expect(judge(1, 0, { operator: "portfolio", parents: [] })).toBe(false);
    expect(judge(1, 0, undefined)).toBe(false);
  });
});
