import { gram } from "@kaviar/base/numerics";
import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { type LogisticData, logisticRows, lossInPlain } from "../../src/kernels/logistic-rows.ts";

const made = (rows: number, count: number, classes: number, isWeighted: boolean, fitIntercept: boolean) => {
  const random = seededRandom(rows + classes);
  const columns = Array.from({ length: count }, () => Float64Array.from({ length: rows }, () => 3 * normal(random)));
  const scores = classes === 2 ? 1 : classes;
  const data: LogisticData = {
    columns,
    shift: Float64Array.from(columns, (_, c) => c / 7),
    codes: Int32Array.from({ length: rows }, () => Math.floor(random() * classes)),
    weights: isWeighted ? Float64Array.from({ length: rows }, random) : undefined,
    scores,
    fitIntercept,
  };
  return { data, parameters: Float64Array.from({ length: scores * (count + 1) }, () => 2 * normal(random)) };
};

describe.each([
  [1, 1, 2],
  [5, 2, 2],
  [300, 6, 2],
  [700, 3, 2],
  [9, 3, 3],
  [600, 5, 4],
  [257, 8, 5],
])("%i rows of %i columns, %i classes", (rows, count, classes) => {
  it.each([
    [false, true],
    [true, true],
    [true, false],
  ])("the kernel's loss and gradient are those of plain TypeScript; weighted %s, intercept %s", async (...given) => {
    const { data, parameters } = made(rows, count, classes, ...given);
    const [one, other] = [new Float64Array(parameters.length), new Float64Array(parameters.length)];
    const own = await logisticRows(data);
    const [loss, expected] = [own.loss(parameters, one), lossInPlain(data, parameters, other)];
    expect(Math.abs(loss - expected)).toBeLessThan(1e-13 * (rows + expected));
    for (const [j, slope] of one.entries()) expect(Math.abs(slope - other[j]!)).toBeLessThan(1e-12 * (1 + rows));
  });

  it("products are those of rows weighed by shares; the parabola's are the Hessian of a score", async () => {
    const { data, parameters } = made(rows, count, classes, true, true);
    const { scores } = data;
    const width = count + 1;
    const own = await logisticRows(data);
    const x = Float64Array.from({ length: rows * width }, (_, at) => {
      const [row, c] = [Math.floor(at / width), at % width];
      return c < count ? data.columns[c]![row]! - data.shift[c]! : 1;
    });
    const shares = (row: number): readonly number[] => {
      const reached = Array.from({ length: scores }, (_, k) =>
        Math.exp(parameters.subarray(k * width, (k + 1) * width).reduce((s, w, j) => s + w * x[row * width + j]!, 0)),
      );
      const total = reached.reduce((a, b) => a + b, scores === 1 ? 1 : 0);
      return reached.map((each) => each / total);
    };
    const [k, l] = [scores - 1, 0];
    const weights = Float64Array.from({ length: rows }, (_, row) => {
      const all = shares(row);
      return data.weights![row]! * all[k]! * (k === l ? 1 - all[k]! : all[l]!);
    });
    const expected = gram(x, rows, width, weights);
    const [products] = own.products(parameters, [[k, l]], rows);
    const [squares] = own.squares(parameters, [[k, l]], rows);
    for (const [at, each] of expected.entries()) expect(Math.abs(products![at]! - each)).toBeLessThan(1e-11 * rows);
    for (const [j, each] of squares!.entries())
      expect(Math.abs(each - expected[j * width + j]!)).toBeLessThan(1e-11 * rows);
    const { curvature, lack } = own.weighed(parameters, k);
    const parabola = own.parabola(parameters, k);
    const hessian = gram(x, rows, width, curvature);
    for (const [at, each] of hessian.entries())
      expect(Math.abs(parabola.products[at]! - each)).toBeLessThan(1e-10 * rows);
    const spread = lack.reduce((sum, each, row) => sum + each ** 2 / curvature[row]!, 0);
    expect(Math.abs(parabola.spread / spread - 1)).toBeLessThan(1e-9);
  });
});
