import { expect, test } from "vitest";
import type { Earlier } from "../../../src/samplers/gp/earlier.ts";
import { inactive } from "../../../src/samplers/gp/encode.ts";
import { logEvidence, logEvidenceSlope, logForetold } from "../../../src/samplers/gp/fit.ts";
import { pairDistances } from "../../../src/samplers/gp/kernel.ts";
import { type Belief, posterior } from "../../../src/samplers/gp/posterior.ts";
import { toldOf, withSlopes } from "../../../src/samplers/gp/slope-covariance.ts";
import type { Slopes } from "../../../src/samplers/gp/slopes.ts";
import recorded from "./slopes.json" with { type: "json" };

const rows = recorded.x.map((row) => Float64Array.from(row));
const y = Float64Array.from(recorded.y);
const numeric = [false, false, false];
const slopesOf = (told: readonly (readonly number[])[]): Slopes => ({
  of: Int32Array.from(told, ([row]) => row!),
  along: Int32Array.from(told, ([, axis]) => axis!),
  steepness: Float64Array.from(told, ([, , steepness]) => steepness!),
});
const slopes = slopesOf(recorded.told);
const weight = (length: number) => -2 * Math.log(length);
const { lengths, own, common, added, noise, parabola, share } = recorded;
const thetaOf = (...earlier: number[]) =>
  Float64Array.from([
    ...lengths.map(weight),
    ...own.map(weight),
    ...[common, added, noise, parabola, ...earlier, share].map(Math.log),
  ]);
const theta = thetaOf();

test("mean, variance, evidence and what slopes foretell are those of the limit of differences, in 80 digits by mpmath", () => {
  const model = posterior(rows, numeric, y, theta, undefined, slopes)!;
  recorded.at.forEach((at, i) => {
    const belief: Belief = { mean: 0, variance: 0 };
    model.at(Float64Array.from(at), belief);
    expect(belief.mean).toBeCloseTo(recorded.mean[i]!, 10);
    expect(belief.variance).toBeCloseTo(recorded.variance[i]!, 10);
  });
  const told = toldOf(rows, numeric, slopes, undefined);
  const evidence = logEvidence(pairDistances(rows, numeric), 3, withSlopes(y, slopes), theta, told);
  expect(evidence).toBeCloseTo(recorded.logEvidence, 9);
  const foretold = logForetold(pairDistances(rows, numeric), 3, withSlopes(y, slopes), theta, told!);
  expect(foretold).toBeCloseTo(recorded.logForetold, 9);
});

/** Two numbers that say something of each point, smooth and made up. */
const earlier: Earlier = {
  count: 2,
  points: 0,
  at: (row, said) => {
    said[0] = Math.sin(3 * row[0]!) + row[2]! ** 2;
    said[1] = row[0]! * row[2]!;
  },
  addSlope: (row, w, into) => {
    into[0]! += w[0]! * 3 * Math.cos(3 * row[0]!) + w[1]! * row[2]!;
    into[2]! += w[0]! * 2 * row[2]! + w[1]! * row[0]!;
  },
  of: (all) =>
    all.map((row) => {
      const said = new Float64Array(2);
      earlier.at(row, said);
      return said;
    }),
};

/** Rows with choices and an axis that is not always active, which then has no slope. */
const oddRows = rows.map((row, i) => Float64Array.from([row[0]!, i % 3, i % 2 ? inactive : row[2]!]));
const oddSlopes = slopesOf([
  [0, 0, 1.3],
  [0, 2, 0.2],
  [1, 0, -0.7],
  [2, 2, 2.1],
  [3, 0, -0.8],
]);

const cases = [
  ["numbers", rows, numeric, slopes, undefined, theta],
  ["choices and inactive axes", oddRows, [false, true, false], oddSlopes, undefined, theta],
  ["what earlier studies say", rows, numeric, slopes, earlier, thetaOf(0.4)],
] as const;

test.each(cases)("with %s, the gradient of the evidence is that of finite differences", (...given) => {
  const [, points, categorical, told, known, at] = given;
  const distances = pairDistances(points, categorical, known?.of(points));
  const heard = toldOf(points, categorical, told, known);
  const all = withSlopes(y, told);
  const gradient = new Float64Array(at.length);
  const value = logEvidenceSlope(distances, 3, all, at, gradient, heard);
  const moved = (i: number, step: number) =>
    logEvidence(
      distances,
      3,
      all,
      at.map((each, k) => each + (k === i ? step : 0)),
      heard,
    );
  expect(moved(0, 0)).toBeCloseTo(value, 9);
  at.forEach((_, i) => {
    expect(gradient[i]).toBeCloseTo((moved(i, 1e-5) - moved(i, -1e-5)) / 2e-5, 6);
  });
});

test.each(cases)("with %s, mean and variance change along each axis as finite differences do", (...given) => {
  const [, points, categorical, told, known, at] = given;
  const model = posterior(points, categorical, y, at, known, told)!;
  const row = Float64Array.from([0.35, categorical[1] ? 1 : 0.55, 0.65]);
  const belief: Belief = { mean: 0, variance: 0 };
  const [mean, variance] = [new Float64Array(3), new Float64Array(3)];
  model.at(row, belief, mean, variance);
  for (const a of [0, 1, 2].filter((each) => !categorical[each])) {
    const moved = (step: number): Belief => {
      const there: Belief = { mean: 0, variance: 0 };
      model.at(
        row.map((each, k) => each + (k === a ? step : 0)),
        there,
      );
      return there;
    };
    const [up, down] = [moved(1e-5), moved(-1e-5)];
    expect(mean[a]).toBeCloseTo((up.mean - down.mean) / 2e-5, 6);
    expect(variance[a]).toBeCloseTo((up.variance - down.variance) / 2e-5, 6);
  }
});

test.each(cases)("with %s, a model that is told slopes has them: all but exact, its mean goes as steep", (...given) => {
  const [, points, categorical, told, known, at] = given;
  const exact = at.slice();
  exact[8] = Math.log(1e-8);
  exact[exact.length - 1] = Math.log(1e-8);
  const model = posterior(points, categorical, y, exact, known, told)!;
  const belief: Belief = { mean: 0, variance: 0 };
  told.of.forEach((row, r) => {
    const [mean, variance] = [new Float64Array(3), new Float64Array(3)];
    model.at(points[row]!, belief, mean, variance);
    expect(mean[told.along[r]!]).toBeCloseTo(told.steepness[r]!, 4);
    expect(belief.mean).toBeCloseTo(y[row]!, 4);
  });
  model.smooth.forEach((mean, i) => {
    expect(mean).toBeCloseTo(y[i]!, 4);
  });
});
