import { normal, seededRandom } from "@kaviar/base/random";
import { r2, rmse } from "@kaviar/nn";
import { describe, expect, it } from "vitest";
import { crossValidate, kNearest, learningCurve, pipeline, scale, table, validationCurve } from "../../src/index.ts";

const sample = () => {
  const random = seededRandom(2);
  const draw = () => Float64Array.from({ length: 200 }, () => normal(random));
  const [a, b, noise] = [draw(), draw(), draw()];
  return table({ a, b, y: a.map((value, row) => Math.sin(2 * value) + b[row]! + 0.3 * noise[row]!) });
};

const given = { target: "y", metrics: [r2, rmse], seed: 3, folds: 4 };

describe("learningCurve", () => {
  it("rises with the rows, and ends where cross-validation is", async () => {
    const points = await learningCurve(pipeline(scale(), kNearest()), sample(), given);
    expect(points.map(({ rows }) => rows)).toEqual([15, 48, 82, 116, 150]);
    const scores = points.map(({ held }) => held.mean.r2!);
    expect(scores.at(-1)).toBeGreaterThan(scores[0]! + 0.1);
    const { mean } = await crossValidate(pipeline(scale(), kNearest()), sample(), given);
    expect(scores.at(-1)).toBeCloseTo(mean.r2!, 12);
    for (const { seen, held } of points) expect(seen.mean.r2).toBeGreaterThan(held.mean.r2!);
  });

  it("takes numbers of rows, and none twice", async () => {
    const points = await learningCurve(kNearest(), sample(), { ...given, sizes: [100, 20, 1000, 1] });
    expect(points.map(({ rows }) => rows)).toEqual([20, 100, 150]);
  });
});

describe("validationCurve", () => {
  it("says of each value what cross-validation says", async () => {
    const make = (k: number) => pipeline(scale(), kNearest({ k }));
    const points = await validationCurve(make, [1, 10, 100], sample(), given);
    expect(points.map(({ value }) => value)).toEqual([1, 10, 100]);
    expect(points[0]!.seen.mean.rmse).toBe(0);
    for (const { value, held } of points) {
      const { mean, interval } = await crossValidate(make(value), sample(), given);
      expect(held.mean.rmse).toBeCloseTo(mean.rmse!, 12);
      expect(held.interval.rmse!.low).toBeCloseTo(interval.rmse!.low, 12);
    }
    expect(points[1]!.held.mean.rmse).toBeLessThan(Math.min(points[0]!.held.mean.rmse!, points[2]!.held.mean.rmse!));
  });
});
