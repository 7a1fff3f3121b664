import type { History } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { keptForEnd } from "../../../src/autofit/searching/kept-for-end.ts";

const history = (count: number, seconds: number): History =>
  ({
    directions: ["maximize"],
    finished: Array.from({ length: count }, (_, number) => ({
      number,
      state: "complete",
      values: [number / count],
      attributes: { seconds: { fit: seconds, thousandRows: 0 } },
    })),
  }) as unknown as History;

describe("what is kept of the time for the end", () => {
  const ending = { total: 60_000, members: 10, rows: 2, folds: 0, deals: 0, workers: 2 };

  it("is the most while little is known, and where pipelines take long", () => {
    expect(keptForEnd(ending)(history(3, 0.1))).toBe(15_000);
    expect(keptForEnd(ending)(history(50, 20))).toBe(15_000);
  });

  it("is what the fits of the best will take, and a little", () => {
    // 8 members of 10, twice the rows, 0.4 s each, on two cores: 3.2 s, and a fifth of that; and what else there is.
    expect(keptForEnd(ending)(history(50, 0.4))).toBeCloseTo(3_300 + 3_840);
  });

  it("has room for finalists on other folds, up to a share", () => {
    const finals = { ...ending, folds: 10, deals: 2 };
    // 16 finalists on 2 x 5 folds, 0.05 s each, on two cores: 4 s, and 3 s to begin, beside the 0.48 s of the fits.
    expect(keptForEnd(finals)(history(50, 0.05))).toBeCloseTo(3_300 + 480 + 4_000 + 3_000);
    expect(keptForEnd(finals)(history(50, 0.1))).toBeCloseTo(3_300 + 960 + 7_200);
  });

  it("has none for finalists where not even one deal is worth its time", () => {
    expect(keptForEnd({ ...ending, folds: 10, deals: 2 })(history(50, 0.2))).toBeCloseTo(3_300 + 1_920);
  });

  it("is never next to nothing", () => {
    expect(keptForEnd(ending)(history(50, 0))).toBe(3_300);
  });
});
