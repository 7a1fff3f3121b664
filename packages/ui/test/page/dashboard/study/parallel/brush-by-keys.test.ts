import { describe, expect, it } from "vitest";
import { brushMoved, placesOf, stepsOf } from "../../../../../page/dashboard/study/parallel/brush-by-keys.ts";
import { parallelAxes } from "../../../../../page/dashboard/study/parallel/parallel-axes.ts";
import { frameOf } from "../../../../../page/dashboard/study/parallel/parallel-frame.ts";
import type { StudySummary } from "../../../../../src/reading/study-summary.ts";
import { tableOf } from "../../../../table-of.ts";

const study = { directions: ["minimize"], objectives: ["loss"] } as unknown as StudySummary;
/** Sizes from 0 to 100, with room for three more on both sides, and four kinds. */
const table = tableOf(
  Array.from({ length: 5 }, (_, at) => ({
    values: [at],
    params: { size: 25 * at, kind: ["a", "b", "c", "d"][at % 4]! },
  })),
);
const { axes } = parallelAxes(study, table);
const [size, kind] = axes as [(typeof axes)[number], (typeof axes)[number]];
const frame = frameOf(axes, 400, 340);

describe("a brush that is moved by keys", () => {
  it("goes by twentieths of an axis of numbers, to the ends of which it is none", () => {
    expect([stepsOf(size), size.span.low, size.span.high]).toEqual([20, -3, 103]);
    const once = brushMoved(frame, size, undefined, "low", 1)!;
    // A twentieth of the 106 that the axis spans.
    expect(once).toEqual({ kind: "between", low: expect.closeTo(2.3, 9) });
    expect(placesOf(frame, size, once)).toEqual({ low: 1, high: 20 });
    const both = brushMoved(frame, size, once, "high", -5)!;
    expect(both).toEqual({ kind: "between", low: expect.closeTo(2.3, 9), high: expect.closeTo(76.5, 9) });
    expect(brushMoved(frame, size, both, "low", -Infinity)).toEqual({ kind: "between", high: expect.closeTo(76.5, 9) });
    expect(brushMoved(frame, size, once, "low", -1)).toBeUndefined();
    expect(brushMoved(frame, size, undefined, "high", 3)).toBeUndefined();
  });

  it("keeps a step at least", () => {
    const narrow = brushMoved(frame, size, undefined, "high", -Infinity)!;
    expect(placesOf(frame, size, narrow)).toEqual({ low: 0, high: 1 });
    expect(brushMoved(frame, size, narrow, "low", 7)).toEqual(narrow);
  });

  it("goes from choice to choice", () => {
    const upper = brushMoved(frame, kind, undefined, "low", 1)!;
    expect(upper).toEqual({ kind: "choices", choices: ["b", "c", "d"] });
    const middle = brushMoved(frame, kind, upper, "high", -1)!;
    expect(middle).toEqual({ kind: "choices", choices: ["b", "c"] });
    expect(brushMoved(frame, kind, middle, "high", -9)).toEqual({ kind: "choices", choices: ["b"] });
    expect(brushMoved(frame, kind, upper, "low", -1)).toBeUndefined();
  });

  it("begins with all of an axis where it keeps what is absent", () => {
    expect(placesOf(frame, size, { kind: "absent" })).toEqual({ low: 0, high: 20 });
  });
});
