import { accuracy, bestThreshold, cohenKappa, f1 } from "@kaviar/nn";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const inOrder = (n: number) => Array.from({ length: n }, (_, i) => i);

describe("the best threshold", () => {
  it("is the best of all, by trying them all", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, (all) => {
        const [scores, labels] = [all.map(([s]) => s / 8), all.map(([, y]) => y)];
        fc.pre(new Set(labels).size === 2);
        for (const metric of [f1, accuracy, cohenKappa]) {
          const found = bestThreshold(scores, labels, metric);
          const tried = inOrder(10).map((t) => metric.with({ threshold: (t - 0.5) / 8 })(scores, labels));
          expect(found.score).toBeCloseTo(Math.max(...tried.filter((score) => !Number.isNaN(score))), 12);
          expect(metric.with({ threshold: found.threshold })(scores, labels)).toBeCloseTo(found.score, 12);
        }
      }),
    );
  });
  it("a rare class: 0.25 instead of 0.5 finds both cases", () => {
    expect(bestThreshold([0.1, 0.2, 0.1, 0.3, 0.4, 0.2], [0, 0, 0, 1, 1, 0])).toEqual({ threshold: 0.25, score: 1 });
  });
  it("may call everything class 1, and nothing; infinite scores have a place too", () => {
    expect(bestThreshold([0.4, 0.6, 0.5], [1, 0, 1])).toEqual({ threshold: 0.2, score: 0.8 });
    expect(bestThreshold([0.4, 0.6], [0, 0], accuracy)).toEqual({ threshold: 0.6, score: 1 });
    const { threshold, score } = bestThreshold([-Infinity, 1, Infinity], [0, 0, 1]);
    expect([threshold, score]).toEqual([1, 1]);
  });
  it("of equally good ones the nearest to 0.5", () => {
    expect(bestThreshold([0.1, 0.3, 0.7, 0.9], [0, 1, 0, 1], accuracy).threshold).toBeOneOf([0.2, 0.8]);
    expect(bestThreshold([0.2, 0.8], [0, 1]).threshold).toBe(0.5);
  });
});
