import { expect, test } from "vitest";
import { allOf, logExpectedImprovement, logFeasibility } from "../../../src/samplers/gp/acquisition.ts";
import { inactive } from "../../../src/samplers/gp/encode.ts";
import { logExpectedHypervolume } from "../../../src/samplers/gp/expected-hypervolume.ts";
import { logEvidence, logEvidenceSlope } from "../../../src/samplers/gp/fit.ts";
import { pairDistances } from "../../../src/samplers/gp/kernel.ts";
import { type Belief, posterior } from "../../../src/samplers/gp/posterior.ts";
import recorded from "./recorded.json" with { type: "json" };

const rows = recorded.x.map((row) => Float64Array.from(row));
const y = Float64Array.from(recorded.y);
const numeric = [false, false, false];
const weight = (length: number) => -2 * Math.log(length);
/** ln 0, for all that matters. */
const nothing = -80;
const thetaOf = (added: number, parabola = -800) =>
  Float64Array.from([
    ...recorded.lengths.map(weight),
    ...recorded.own.map(weight),
    Math.log(recorded.common),
    added,
    Math.log(recorded.noise),
    parabola,
  ]);
const plain = thetaOf(nothing);
const mixed = thetaOf(Math.log(recorded.added));
const bent = thetaOf(Math.log(recorded.added), Math.log(0.7));
const beliefs = (theta: Float64Array): readonly Belief[] => {
  const model = posterior(rows, numeric, y, theta)!;
  return recorded.at.map((at) => {
    const belief = { mean: 0, variance: 0 };
    model.at(Float64Array.from(at), belief);
    return belief;
  });
};

test.each([
  ["scikit-learn's", plain, recorded.plain],
  ["that of the sum of scikit-learn's kernels", mixed, recorded.mixture],
] as const)("mean, variance and evidence are %s to ten digits", (_, theta, wanted) => {
  beliefs(theta).forEach(({ mean, variance }, i) => {
    expect(mean).toBeCloseTo(wanted.mean[i]!, 10);
    expect(variance).toBeCloseTo(wanted.variance[i]!, 10);
  });
  expect(logEvidence(pairDistances(rows, numeric), 3, y, theta)).toBeCloseTo(wanted.logEvidence, 9);
});

test("a parabola in all axes is met by as many points as it has coefficients", () => {
  const height = (x: Float64Array) => 3 + x[0]! - 2 * x[1]! * x[2]! + 5 * (x[0]! - x[1]!) ** 2;
  const points = Array.from({ length: 12 }, (_, i) =>
    Float64Array.from([0.31, 0.57, 0.73], (step) => ((i + 1) * step) % 1),
  );
  const weights = Float64Array.from([...new Array(6).fill(weight(30)), -7, -9, Math.log(1e-8), Math.log(100)]);
  const model = posterior(points, numeric, Float64Array.from(points, height), weights)!;
  for (const at of [
    [0.2, 0.9, 0.4],
    [0.95, 0.05, 0.6],
  ]) {
    const belief = { mean: 0, variance: 0 };
    model.at(Float64Array.from(at), belief);
    expect(belief.mean).toBeCloseTo(height(Float64Array.from(at)), 2);
    expect(belief.variance).toBeLessThan(1e-3);
  }
});

test("the gradient of the evidence is scikit-learn's: a weight is a length to the power of −2", () => {
  const gradient = new Float64Array(10);
  logEvidenceSlope(pairDistances(rows, numeric), 3, y, plain, gradient);
  const [scale, ...rest] = recorded.plain.gradient;
  expect(gradient[6]).toBeCloseTo(scale!, 5);
  for (let i = 0; i < 3; i++) expect(-2 * gradient[i]!).toBeCloseTo(rest[i]!, 7);
  expect(gradient[8]).toBeCloseTo(rest[3]!, 7);
});

/** Rows with two choices and an axis that is not always active. */
const oddRows = rows.map((row, i) => Float64Array.from([row[0]!, i % 3, i % 2 ? inactive : row[2]!]));
const odd = [false, true, false];

test.each([
  ["a parabola", bent],
  ["none", mixed],
])("with choices, inactive axes and %s, the gradient of the evidence is that of finite differences", (_, theta) => {
  const distances = pairDistances(oddRows, odd);
  const gradient = new Float64Array(10);
  const value = logEvidenceSlope(distances, 3, y, theta, gradient);
  expect(logEvidence(distances, 3, y, theta)).toBeCloseTo(value, 9);
  theta.forEach((_, i) => {
    const at = (step: number) =>
      logEvidence(
        distances,
        3,
        y,
        theta.map((each, k) => each + (k === i ? step : 0)),
      );
    expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 5);
  });
});

test("the gradients of all acquisitions are those of finite differences", () => {
  const one = posterior(rows, numeric, y, mixed)!;
  const curved = posterior(rows, numeric, y, bent)!;
  const two = posterior(
    rows,
    numeric,
    y.map((each) => -each * each),
    plain,
  )!;
  const front = [
    [-1, -0.1],
    [0, -0.5],
    [0.5, -1],
  ] as const;
  const acquisitions = [
    logExpectedImprovement(one, -1, 3),
    logExpectedImprovement(one, -30, 3),
    logExpectedImprovement(curved, -1, 3),
    logFeasibility(one, -0.5, 3),
    logFeasibility(one, -40, 3),
    logFeasibility(curved, -0.5, 3),
    allOf([logExpectedImprovement(one, -0.5, 3), logFeasibility(two, -0.2, 3)]),
    logExpectedHypervolume([one, two], front, [1, 0.2], 3),
  ];
  for (const acquisition of acquisitions)
    for (const at of recorded.at) {
      const row = Float64Array.from(at);
      const gradient = new Float64Array(3);
      acquisition(row, gradient);
      for (let i = 0; i < 3; i++) {
        const moved = (step: number) => acquisition(row.map((each, k) => each + (k === i ? step : 0)));
        const wanted = (moved(1e-6) - moved(-1e-6)) / 2e-6;
        expect(Math.abs(gradient[i]! - wanted)).toBeLessThan(1e-5 * Math.max(1, Math.abs(wanted)));
      }
    }
});

test("the expected growth of the hypervolume is that of a grid of 601 × 601 outcomes", () => {
  const one = posterior(rows, numeric, y, mixed)!;
  const two = posterior(
    rows,
    numeric,
    y.map((each) => -each * each),
    plain,
  )!;
  const row = Float64Array.from(recorded.at[0]!);
  const belief = { mean: 0, variance: 0 };
  one.at(row, belief);
  const [m1, d1] = [belief.mean, Math.sqrt(belief.variance)];
  two.at(row, belief);
  const [m2, d2] = [belief.mean, Math.sqrt(belief.variance)];
  const front = [
    [m1 - d1, m2 + d2],
    [m1 + 0.2 * d1, m2 - 0.1 * d2],
  ] as const;
  const reference = [m1 + 2 * d1, m2 + 2 * d2] as const;
  const area = (points: readonly (readonly [number, number])[]) => {
    let sum = 0;
    let height: number = reference[1];
    for (const [a, b] of [...points].sort(([p], [q]) => p - q))
      if (a < reference[0] && b < height) {
        sum += (reference[0] - a) * (height - b);
        height = b;
      }
    return sum;
  };
  const before = area(front);
  let total = 0;
  let mass = 0;
  for (let i = -300; i <= 300; i++)
    for (let j = -300; j <= 300; j++) {
      const [p, q] = [i / 50, j / 50];
      const density = Math.exp(-0.5 * (p * p + q * q));
      mass += density;
      total += density * (area([...front, [m1 + p * d1, m2 + q * d2]]) - before);
    }
  const got = Math.exp(logExpectedHypervolume([one, two], front, reference, 3)(row));
  expect(got / (total / mass)).toBeCloseTo(1, 3);
});
