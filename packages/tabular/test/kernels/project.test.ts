import { multiply } from "@kaviar/base/numerics";
import { normal, seededRandom } from "@kaviar/base/random";
import { expect, it } from "vitest";
import { projectColumns, projectInPlain } from "../../src/kernels/project.ts";

it.each([
  [3000, 7, 9],
  [1001, 300, 5],
  [17, 700, 41],
  [5, 3, 2],
  [1, 1, 1],
])(
  "sums of columns, %i × %i to %i: the kernel's are its twin's to the last bit, and right",
  async (rows, width, count) => {
    const random = seededRandom(2);
    const columns = Array.from({ length: width }, () => Float64Array.from({ length: rows }, () => normal(random)));
    const shift = Float64Array.from(columns, () => normal(random));
    const matrix = Float64Array.from({ length: width * count }, () => normal(random));
    const made = await projectColumns(columns, shift, matrix, count);
    expect(made).toEqual(projectInPlain(columns, shift, matrix, count));
    const byRows = Float64Array.from(
      { length: rows * width },
      (_, at) => columns[at % width]![Math.floor(at / width)]! - shift[at % width]!,
    );
    for (const [at, value] of multiply(byRows, matrix, rows, width, count).entries())
      expect(Math.abs(made[at % count]![Math.floor(at / count)]! - value)).toBeLessThan(1e-12 * width);
  },
);
