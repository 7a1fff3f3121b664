import { gram } from "@kaviar/base/numerics";
import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { gramInPlain, gramOfColumns, meansOfColumns, sumsInPlain } from "../../src/kernels/gram.ts";

describe.each([
  [3000, 7],
  [30001, 21],
  [2049, 8],
  [256, 30],
  [301, 33],
  [5, 3],
  [1, 1],
])("columns, %i × %i", (rows, count) => {
  const random = seededRandom(2);
  const columns = Array.from({ length: count }, (_, c) =>
    Float64Array.from({ length: rows }, () => 10 * c + normal(random)),
  );
  const ones = new Float64Array(rows).fill(1);
  const weights = Float64Array.from(ones, () => 0.5 + random());

  it.each([
    ["without weights", undefined],
    ["weighed", weights],
  ])("products %s: the kernel's are its twin's to the last bit, and right", async (_, given) => {
    const shift = columns.map((_, c) => 9.7 * c);
    const made = await gramOfColumns(columns, shift, given);
    expect(made).toEqual(gramInPlain(columns, shift, given));
    const byRows = Float64Array.from(
      { length: rows * count },
      (_, at) => columns[at % count]![Math.floor(at / count)]! - shift[at % count]!,
    );
    const other = gram(byRows, rows, count, given);
    for (const [at, value] of other.entries()) expect(Math.abs(made[at]! - value)).toBeLessThan(1e-11 * count * rows);
  });

  it.each([
    ["without weights", undefined, ones],
    ["weighed", weights, weights],
  ])("means %s: the kernel's are its twin's to the last bit, and right", async (_, given, all) => {
    const made = await meansOfColumns(columns, given);
    const total = all.reduce((a, b) => a + b, 0);
    expect(made).toEqual(sumsInPlain(columns, given).map((sum, c) => columns[c]![0]! + sum / total));
    for (const [c, column] of columns.entries()) {
      const mean = column.reduce((sum, value, row) => sum + all[row]! * value, 0) / total;
      expect(Math.abs(made[c]! - mean)).toBeLessThan(1e-11 * count);
    }
  });
});

it("the mean of a column that is constant is its number, whatever the weights", async () => {
  const column = new Float64Array(5000).fill(0.1);
  const weights = column.map((_, row) => 1 + (row % 3) / 7);
  expect([...(await meansOfColumns([column, column], weights))]).toEqual([0.1, 0.1]);
});
