import {
  accuracy,
  balancedAccuracy,
  brier,
  calibration,
  cohenKappa,
  confusionMatrix,
  cosineSimilarity,
  expectedCalibrationError,
  f1,
  fBeta,
  intersectionOverUnion,
  logLoss,
  mae,
  maxError,
  medianAbsoluteError,
  mse,
  msle,
  pinballError,
  prAuc,
  precision,
  r2,
  recall,
  rocAuc,
  topKAccuracy,
} from "@kaviar/nn";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fallingOrder } from "../../src/metrics/contract/order.ts";
import type { Metric } from "../../src/metrics/index.ts";
import * as metrics from "../../src/metrics/index.ts";

describe("arrangements of predictions and targets", () => {
  const shares = [
    [0.7, 0.2, 0.1],
    [0.1, 0.3, 0.6],
    [0.2, 0.5, 0.3],
    [0.4, 0.4, 0.2],
  ];
  it("class numbers, one-hot rows, typed arrays and shaped values say the same", () => {
    const hot = [
      [1, 0, 0],
      [0, 0, 1],
      [0, 0, 1],
      [0, 1, 0],
    ];
    const shaped = { data: Float32Array.from(shares.flat()), shape: [4, 3] };
    for (const prediction of [shares, shaped]) {
      for (const target of [[0, 2, 2, 1], Int32Array.of(0, 2, 2, 1), hot, { data: [0, 2, 2, 1], shape: [4, 1] }]) {
        expect(accuracy(prediction, target)).toBe(0.5);
      }
    }
  });
  it("of equal scores the first class wins", () => expect(accuracy([[0.4, 0.4, 0.2]], [0])).toBe(1));
  it("sequences [N, T, C] are rows, each weighted as its example", () => {
    const prediction = { data: [1, 0, 0, 1, 1, 0, 1, 0], shape: [2, 2, 2] };
    const target = { data: [0, 1, 1, 0], shape: [2, 2] };
    expect(accuracy(prediction, target)).toBe(0.75);
    expect(accuracy(prediction, target, [1, 3])).toBe(5 / 8);
  });
  it("−1 and 1 are told apart by the sign of the margin, 0/1 by a threshold of choice", () => {
    expect(accuracy([-2.5, 0.1, 3, -0.2], [-1, -1, 1, 1])).toBe(0.5);
    expect(accuracy.with({ threshold: 0 })([-2.5, 0.1, 3, -0.2], [0, 0, 1, 1])).toBe(0.5);
    expect(
      recall.with({ threshold: 0.2 })(
        [
          [0.7, 0.3],
          [0.9, 0.1],
        ],
        [1, 1],
      ),
    ).toBe(0.5);
    expect(() => accuracy([-2.5, 0.1], [0, 1])).toThrow(
      /predictions that are integers.*-2.5 at row 0[\s\S]*threshold: 0/,
    );
  });
  it("labels count as predictions", () => expect(accuracy([0, 2, 1, 1], [0, 2, 1, 2])).toBe(0.75));
});

describe("what has no answer is NaN", () => {
  it("AUCs of one class", () => {
    expect(rocAuc([0.1, 0.9], [1, 1])).toBeNaN();
    expect(rocAuc([0.1, 0.9], [0, 0])).toBeNaN();
    expect(prAuc([0.1, 0.9], [0, 0])).toBeNaN();
    expect(prAuc([0.1, 0.9], [1, 1])).toBe(1);
    expect(
      rocAuc(
        [
          [0.5, 0.3, 0.2],
          [0.2, 0.5, 0.3],
        ],
        [0, 1],
      ),
    ).toBeNaN();
  });
  it("R² of a target that does not vary, kappa of one class", () => {
    expect(r2([1, 2], [3, 3])).toBeNaN();
    expect(cohenKappa([0, 0], [0, 0])).toBeNaN();
  });
});

describe("extremes have the documented answer", () => {
  it("scores all equal: AUC 0.5, average precision the share of class 1", () => {
    expect(rocAuc([0.3, 0.3, 0.3, 0.3], [0, 1, 1, 1])).toBe(0.5);
    expect(prAuc([0.3, 0.3, 0.3, 0.3], [0, 1, 1, 1])).toBe(0.75);
  });
  it("a class never predicted has precision 0, one without rows recall 0 and no part in balanced accuracy", () => {
    expect(precision([0, 0, 0], [0, 1, 1])).toBe(0);
    expect(recall([1, 1], [0, 0])).toBe(0);
    expect(f1([0, 0], [0, 0])).toBe(0);
    expect(balancedAccuracy([0, 2, 1], [0, 2, 2])).toBe(0.75);
    expect(intersectionOverUnion([1, 1, 0, 0], [1, 0, 0, 1])).toBeCloseTo(1 / 3, 15);
  });
  it("a certain mistake: 23·ln 2 for float32, 52·ln 2 for float64", () => {
    expect(logLoss(Float32Array.of(0), [1])).toBeCloseTo(23 * Math.LN2, 12);
    expect(logLoss([0], [1])).toBeCloseTo(52 * Math.LN2, 12);
  });
  it("soft targets: log loss is the cross-entropy of the distributions", () => {
    expect(logLoss([[0.5, 0.25, 0.25]], [[0.5, 0.5, 0]])).toBeCloseTo(1.5 * Math.LN2, 14);
    expect(brier([[0.5, 0.25, 0.25]], [[0.5, 0.5, 0]])).toBe(0.125);
  });
  it("infinite scores can be ranked", () => expect(rocAuc([-Infinity, 0, Infinity, 1], [0, 0, 1, 1])).toBe(1));
  it("ties at the top: the first k in order of classes", () => {
    const top2 = topKAccuracy({ k: 2 });
    expect(top2([[0.3, 0.3, 0.3, 0.1]], [1])).toBe(1);
    expect(top2([[0.3, 0.3, 0.3, 0.1]], [2])).toBe(0);
    expect(top2.name).toBe("top2Accuracy");
  });
  it("max error leaves out rows of weight 0, the median counts by weight", () => {
    expect(maxError([1, 9], [1, 1], [1, 0])).toBe(0);
    expect(medianAbsoluteError([0, 1, 10], [0, 0, 0], [1, 1, 3])).toBe(10);
  });
  it("cosine: same direction 1, right angle 0, zeros 0", () => {
    expect(
      cosineSimilarity(
        [
          [1, 2],
          [1, 0],
          [0, 0],
        ],
        [
          [2, 4],
          [0, 1],
          [1, 1],
        ],
      ),
    ).toBeCloseTo(1 / 3, 15);
  });
  it("the confusion matrix: true class by row; a class without rows is a row of 0", () => {
    expect(confusionMatrix([0, 1, 1, 2], [0, 1, 2, 2])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 1],
    ]);
    expect(confusionMatrix([1, 0], [0, 0], { normalize: "actual" })).toEqual([
      [0.5, 0.5],
      [0, 0],
    ]);
  });
});

describe("calibration", () => {
  it("0.8 four times, right three times: off by 0.05", () => {
    const { bins, expectedCalibrationError: error } = calibration([0.8, 0.8, 0.8, 0.8], [1, 1, 1, 0]);
    expect(error).toBeCloseTo(0.05, 15);
    expect(bins[7]).toMatchObject({ low: 0.7, high: 0.8, count: 4, frequency: 0.75 });
    expect(bins[0]!.confidence).toBeNaN();
  });
  it("three classes: the confidence of the chosen one", () => {
    const certain = [
      [0, 0.1, 0.9],
      [0.9, 0.1, 0],
    ];
    expect(expectedCalibrationError(certain, [2, 1])).toBeCloseTo(0.4, 15);
  });
});

describe("errors name the row", () => {
  it.each([
    [
      "NaN predictions",
      () =>
        accuracy(
          [
            [0.1, 0.9],
            [Number.NaN, 0.5],
          ],
          [0, 1],
        ),
      /accuracy needs predictions.*NaN at row 1/,
    ],
    ["NaN in a regression", () => mse([1, Number.NaN], [1, 2]), /NaN at row 1/],
    ["infinity in a regression", () => mae([1, 2], [Infinity, 2]), /targets that are finite.*Infinity at row 0/],
    [
      "labels out of range",
      () =>
        accuracy(
          [
            [0.1, 0.9],
            [0.5, 0.5],
          ],
          [0, 2],
        ),
      /integers in \[0, 2\): got 2 at row 1/,
    ],
    ["labels that are no integers", () => f1([0.1, 0.9], [0, 0.5]), /integers.*got 0.5 at row 1[\s\S]*mse/],
    ["several labels a row", () => accuracy([[0.1, 0.9]], [[1, 1]]), /must sum to 1, got 2 at row 0/],
    ["logits", () => logLoss([2.5], [1]), /probabilities in \[0, 1\]: got 2.5 at row 0[\s\S]*sigmoid/],
    ["rows that do not sum to 1", () => brier([[0.2, 0.2, 0.2]], [1]), /sum to 1: got 0.6/],
    ["nothing", () => accuracy([], []), /at least one row/],
    ["lengths that differ", () => mse([1, 2, 3], [1, 2]), /predictions \[3\] and targets \[2\]/],
    ["ragged rows", () => accuracy([[1, 0], [1]], [0, 1]), /row 0 is \[2\], row 1 is \[1\]/],
    ["a wrong shape", () => mse({ data: [1, 2, 3], shape: [2, 2] }, [1, 2]), /\[2, 2\] is 4, got 3/],
    ["negative weights", () => mse([1, 2], [1, 2], [1, -1]), /weights ≥ 0: got -1 at row 1/],
    ["weights all 0", () => mse([1, 2], [1, 2], [0, 0]), /weight above 0/],
    ["weights of another length", () => mse([1, 2, 3], [1, 2, 3], [1, 1]), /got 2 for 3 rows/],
    [
      "a binary average of three classes",
      () => f1.with({ average: "binary" })([0, 1, 2], [0, 1, 2]),
      /needs two classes: got 3/,
    ],
    [
      "an unknown average",
      () => f1.with({ average: "median" as never }),
      /must be "binary" or "macro" or "micro" or "weighted": got "median"/,
    ],
    ["beta 0", () => fBeta({ beta: 0 }), /`beta` of fBeta must be greater than 0: got 0/],
    [
      "a quantile of 1",
      () => pinballError({ quantile: 1 }),
      /`quantile` of pinballError must be above 0 and below 1: got 1/,
    ],
    ["logarithms of −1", () => msle([0, -1], [1, 1]), /above −1: got -1 at row 1/],
    ["no bins", () => calibration([0.5], [1], { bins: 0 }), /`bins` of calibration must be a whole number ≥ 1: got 0/],
  ])("%s", (_, run, message) => expect(run).toThrow(message));
});

describe("laws", () => {
  const rows = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 3 })),
    { minLength: 2, maxLength: 40 },
  );
  it("AUC is the share of ordered pairs, ties half, by counting them all", () => {
    fc.assert(
      fc.property(rows, (all) => {
        let [ordered, pairs] = [0, 0];
        for (const [s, y, w] of all) {
          for (const [t, z, v] of all) {
            if (y !== 1 || z !== 0) continue;
            pairs += w * v;
            ordered += w * v * (s > t ? 1 : s === t ? 0.5 : 0);
          }
        }
        fc.pre(pairs > 0);
        const auc = rocAuc(
          all.map(([s]) => s / 6),
          all.map(([, y]) => y),
          all.map(([, , w]) => w),
        );
        expect(auc).toBeCloseTo(ordered / pairs, 12);
      }),
    );
  });
  it("a row of weight 2 is the row twice", () => {
    fc.assert(
      fc.property(rows, (all) => {
        fc.pre(all.some(([, , w]) => w > 0));
        const twice = all.flatMap((row) => Array.from({ length: row[2] }, () => row));
        for (const metric of [accuracy, precision, mse, prAuc, brier, medianAbsoluteError]) {
          const [weighted, repeated] = [
            metric(
              all.map(([s]) => s / 6),
              all.map(([, y]) => y),
              all.map(([, , w]) => w),
            ),
            metric(
              twice.map(([s]) => s / 6),
              twice.map(([, y]) => y),
            ),
          ];
          if (Number.isNaN(repeated)) expect(weighted).toBeNaN();
          else expect(weighted, metric.name).toBeCloseTo(repeated, 12);
        }
      }),
    );
  });
  it("ten thousand numbers sorted by their bits are sorted, equal ones in order of rows", () => {
    const numbers = Float64Array.from({ length: 10_000 }, (_, i) => Math.round(300 * Math.sin(i * 7.3)) / 7);
    numbers.set([-0, 0, Infinity, -Infinity, 5e-324, -5e-324, 1e308]);
    const expected = Array.from(numbers, (_, i) => i).sort((a, b) =>
      numbers[b]! === numbers[a]! ? a - b : numbers[b]! > numbers[a]! ? 1 : -1,
    );
    expect(Array.from(fallingOrder(numbers))).toEqual(expected);
  });
});

it("of a million rows, accuracy is their count and AUC the share of pairs in order (Mann & Whitney 1947)", () => {
  const scores = Float32Array.from({ length: 1e6 }, (_, i) => (Math.sin(i * 12.9898) + 1) / 2);
  const labels = Int32Array.from(scores, (p, i) => Number(p + Math.cos(i) / 2 > 0.5));
  const right = labels.filter((label, i) => Number(scores[i]! > 0.5) === label).length;
  expect(accuracy(scores, labels)).toBeCloseTo(right / 1e6, 12);
  const [negative, positive] = [0, 1].map((label) => scores.filter((_, i) => labels[i] === label).sort());
  let [below, same, pairs] = [0, 0, 0];
  for (const score of positive!) {
    while (below < negative!.length && negative![below]! < score) below++;
    same = Math.max(same, below);
    while (same < negative!.length && negative![same] === score) same++;
    pairs += (below + same) / 2;
  }
  expect(rocAuc(scores, labels)).toBeCloseTo(pairs / (positive!.length * negative!.length), 9);
});

it("each can be what its card says, and no more", () => {
  const made = {
    fBeta: fBeta({ beta: 2 }),
    pinballError: pinballError({ quantile: 0.9 }),
    topKAccuracy: topKAccuracy({ k: 2 }),
  };
  const all = Object.entries({ ...metrics, ...made }).filter(([, each]) => "better" in each);
  expect(all.length).toBeGreaterThan(20);
  const number = (text: string) => Number(text.replace("∞", "Infinity").replace("−", "-"));
  for (const [name, each] of all) {
    const metric = each as Metric;
    const ranges = [...metric.about.range!.matchAll(/[[(]([^,]+), ([^\])]+)[\])]/g)].map(([, low, high]) => [
      number(low!),
      number(high!),
    ]);
    expect(metric.bounds, name).toEqual([
      Math.min(...ranges.map(([low]) => low!)),
      Math.max(...ranges.map((r) => r[1]!)),
    ]);
  }
});
