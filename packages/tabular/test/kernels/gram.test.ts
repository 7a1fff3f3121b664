import { gram } from "@kaviar/base/numerics";
import { normal, seededRandom } from "@kaviar/base/random";
import { expect, it } from "vitest";
import { gramInPlain, gramOfColumns } from "../../src/kernels/gram.ts";

it.each([
  [3000, 7],
  [30001, 21],
  [2049, 8],
  [256, 30],
  [301, 33],
  [5, 3],
  [1, 1],
])("products of columns, %i × %i: the kernel's are its twin's to the last bit, and right", async (rows, count) => {
  const random = seededRandom(2);
  const columns = Array.from({ length: count }, () => Float64Array.from({ length: rows }, () => normal(random)));
  const shift = columns.map((_, c) => c / 3);
  const made = await gramOfColumns(columns, shift);
  expect(made).toEqual(gramInPlain(columns, shift));
  const byRows = Float64Array.from(
    { length: rows * count },
    (_, at) => columns[at % count]![Math.floor(at / count)]! - shift[at % count]!,
  );
  const other = gram(byRows, rows, count);
  for (const [at, value] of other.entries()) expect(Math.abs(made[at]! - value)).toBeLessThan(1e-11 * rows);
});
