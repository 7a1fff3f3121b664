import { cholesky, gram, inverseFrom, invertLower, transpose } from "@kaviar/base/numerics";
import { normal, seededRandom } from "@kaviar/base/random";
import { expect, it } from "vitest";
import { createFactors } from "../../src/kernels/factor.ts";

const pause = async (): Promise<void> => {};

const near = (made: Float64Array, said: Float64Array, isCompared: (row: number, column: number) => boolean): void => {
  const n = Math.sqrt(made.length);
  const most = said.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  for (const [at, value] of made.entries())
    if (isCompared(Math.floor(at / n), at % n)) expect(Math.abs(value - said[at]!)).toBeLessThan(1e-13 * n * most);
};

it.each([1, 2, 4, 7, 31, 64, 150])("a factor of %i rows and its inverses are those of their twins", async (n) => {
  const random = seededRandom(n);
  const matrix = gram(
    Float64Array.from({ length: 3 * n * n }, () => normal(random)),
    3 * n,
    n,
  );
  const { factor, inverseFactor, inverse } = await createFactors(n);
  const twin = matrix.slice();
  expect(cholesky(twin, n)).toBe(true);
  const l = matrix.slice();
  expect(await factor(l, pause)).toBe(true);
  near(l, twin, (i, j) => j <= i);
  const inverted = invertLower(twin, n);
  near(await inverseFactor(l, pause), transpose(inverted, n, n), () => true);
  const whole = inverseFrom(inverted, n);
  near(await inverse(l, pause), whole, (i, j) => j <= i);
});

it("of a matrix that is not positive definite there is none", async () => {
  const { factor } = await createFactors(2);
  expect(await factor(Float64Array.of(1, 2, 2, 1), pause)).toBe(false);
  expect(await factor(Float64Array.of(1, Number.NaN, Number.NaN, 1), pause)).toBe(false);
  const matrix = Float64Array.of(4, 2, 2, 2);
  expect(await factor(matrix, pause)).toBe(true);
  expect(matrix).toEqual(Float64Array.of(2, 0, 1, 1));
});
