import { seededRandom } from "@kaviar/base/random";
import { prAuc, rocAuc } from "@kaviar/nn";
import { expect, it } from "vitest";
import { rankCurves } from "../../src/report/rank-curves.ts";

it("is the curve by hand: rows of one score are taken together", () => {
  const inside = [true, false, true, false];
  const { roc, precisionRecall } = rankCurves([0.9, 0.5, 0.5, 0.1], (row) => inside[row]!);
  expect(roc).toEqual([
    [0, 0],
    [0, 0.5],
    [0.5, 1],
    [1, 1],
  ]);
  expect(precisionRecall).toEqual([
    [0, 1],
    [0.5, 1],
    [1, 2 / 3],
    [1, 0.5],
  ]);
});

it("has below it what the metrics say, thinned out or not", () => {
  const random = seededRandom(1, 1);
  for (const rows of [100, 5000]) {
    const inside = Float64Array.from({ length: rows }, () => Number(random() < 0.3));
    const scores = Float64Array.from(inside, (one) => (one + 2 * random()) / 3);
    const { roc, precisionRecall } = rankCurves(scores, (row) => inside[row] === 1);
    const area = (points: typeof roc) =>
      points.slice(1).reduce((sum, [x, y], i) => sum + ((x - points[i]![0]) * (y + points[i]![1])) / 2, 0);
    expect(roc.length).toBeLessThanOrEqual(160);
    expect(area(roc)).toBeCloseTo(rocAuc(scores, inside), 2);
    expect(area(precisionRecall)).toBeCloseTo(prAuc(scores, inside), 1);
  }
});
