import { expect, test } from "vitest";
import { inactive } from "../../../src/samplers/gp/encode.ts";
import { covariance, pairDistances, weightsOf } from "../../../src/samplers/gp/kernel.ts";
import { pairOf } from "../../../src/samplers/gp/slope-pair.ts";

const categorical = [false, false, true, false];
const theta = Float64Array.from([1.1, -0.4, 0.3, 0.8, 0.6, 1.4, -0.2, 0.1, 0.2, -0.5, -9, -0.7]);
const weights = weightsOf(theta, 4);

/** k of two rows, from the kernel of values alone. */
const k = (x: Float64Array, y: Float64Array): number => covariance(pairDistances([x, y], categorical), 0, weights);
const moved = (row: Float64Array, axis: number, step: number): Float64Array =>
  row.map((each, i) => (i === axis ? each + step : each));

test.each([
  ["all of both take part", [0.2, 0.9, 1, 0.4], [0.5, 0.3, 1, 0.8], [0, 1, 3], [0, 1, 3]],
  ["choices differ", [0.2, 0.9, 0, 0.4], [0.25, 0.7, 1, 0.1], [0, 1, 3], [0, 1, 3]],
  ["one axis is inactive in the left", [0.2, inactive, 1, 0.4], [0.5, 0.3, 1, 0.8], [0, 3], [0, 1, 3]],
  ["one axis is inactive in the right", [0.2, 0.9, 1, 0.4], [0.5, 0.3, inactive, inactive], [0, 1, 3], [0, 1]],
])(
  "where %s, slopes vary with values and with each other as finite differences do",
  (_, left, right, along, across) => {
    const [x, y] = [Float64Array.from(left), Float64Array.from(right)];
    const pair = pairOf(categorical, weights);
    pair.set(x, y);
    const h = 1e-4;
    for (const a of along) {
      expect(pair.left(a)).toBeCloseTo((k(moved(x, a, h), y) - k(moved(x, a, -h), y)) / (2 * h), 6);
      for (const b of across) {
        const at = (s: number, t: number) => k(moved(x, a, s), moved(y, b, t));
        const difference = (at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4 * h * h);
        expect(pair.both(a, b)).toBeCloseTo(difference, 5);
      }
    }
    for (const b of across)
      expect(pair.right(b)).toBeCloseTo((k(x, moved(y, b, h)) - k(x, moved(y, b, -h))) / (2 * h), 6);
  },
);

test("where two points meet, a slope varies by −2 m′(0) w of each part, and what the parabola adds", () => {
  const x = Float64Array.from([0.2, 0.9, 1, 0.4]);
  const pair = pairOf(categorical, weights);
  pair.set(x, x);
  const { common, own, commonScale, ownScale, parabola } = weights;
  const z = Float64Array.from(x, (each) => 2 * each - 1);
  const p = (1 + z[0]! ** 2 + z[1]! ** 2 + z[3]! ** 2) / 5;
  for (const a of [0, 1, 3]) {
    const plain = (5 / 3) * (commonScale * common[a]! + ownScale * own[a]!);
    // ∂²p²/∂x∂x′ = 2 (2z/5)² + 8p/5.
    expect(pair.both(a, a)).toBeCloseTo(plain + parabola * (2 * (0.4 * z[a]!) ** 2 + 1.6 * p), 12);
  }
});
