import { createMemory, loadKernel } from "./load-kernel.ts";

/** The function of `kernels/project.ts`. */
interface ProjectKernel {
  project(x: number, bytes: number, columns: number, by: number, factors: number, fours: number, out: number): void;
}

/** Below so many rows, or products, the kernel is not worth its start. */
const [leastRows, leastProducts] = [16, 100_000];

/** Numbers that lie near the processor at a time. */
const cached = 1 << 16;

/**
 * (X − shift) · matrix, column by column: of columns less a number each, `count` sums with the factors of a matrix [columns ×
 * count] that lies row by row.
 */
export const projectColumns = async (
  columns: readonly Float64Array[],
  shift: ArrayLike<number>,
  matrix: Float64Array,
  count: number,
): Promise<readonly Float64Array[]> => {
  const rows = columns[0]?.length ?? 0;
  const width = columns.length;
  if (rows < leastRows || rows * width * count < leastProducts) return projectInPlain(columns, shift, matrix, count);
  const fours = Math.ceil(count / 4);
  const height = heightOf(rows, width + 4 * fours);
  const factorsAt = 8 * height * width;
  const shiftAt = factorsAt + 32 * width * fours;
  const outAt = shiftAt + 8 * (width + (width % 2));
  const memory = createMemory(outAt + 32 * height * fours);
  const room = new Float64Array(memory.buffer, 0, height * width);
  const out = new Float64Array(memory.buffer, outAt, 4 * height * fours);
  const factors = new Float64Array(memory.buffer, factorsAt, 4 * width * fours);
  // Fours of sums one after the other, as they are written: the other way round they share few places of the cache.
  for (let four = 0, at = 0; four < fours; four++)
    for (let c = 0; c < width; c++)
      for (let k = 4 * four; k < 4 * four + 4; k++, at++) factors[at] = k < count ? matrix[c * count + k]! : 0;
  new Float64Array(memory.buffer, shiftAt, width).set(shift);
  const { project } = await loadKernel<ProjectKernel>("project", memory);
  const made = Array.from({ length: count }, () => new Float64Array(rows));
  for (let start = 0; start < rows; start += height) {
    const end = Math.min(start + height, rows);
    for (let c = 0; c < width; c++) room.set(columns[c]!.subarray(start, end), c * height);
    out.fill(0);
    project(0, 8 * height, width, shiftAt, factorsAt, fours, outAt);
    for (const [k, column] of made.entries()) column.set(out.subarray(k * height, k * height + end - start), start);
  }
  return made;
};

/** An odd number of cache lines: what is one row of many columns then does not share the same few places of the cache. */
const heightOf = (rows: number, width: number): number => {
  const lines = Math.ceil(Math.min(rows, Math.max(64, cached / width)) / 8);
  return 8 * (lines + 1 - (lines % 2));
};

/** The same to the last bit: sums in the order of the columns. */
export const projectInPlain = (
  columns: readonly Float64Array[],
  shift: ArrayLike<number>,
  matrix: Float64Array,
  count: number,
): readonly Float64Array[] =>
  Array.from({ length: count }, (_, k) => {
    const sums = new Float64Array(columns[0]?.length ?? 0);
    for (let c = 0; c < columns.length; c++) {
      const [column, factor, less] = [columns[c]!, matrix[c * count + k]!, shift[c]!];
      for (let row = 0; row < sums.length; row++) sums[row] = sums[row]! + (column[row]! - less) * factor;
    }
    return sums;
  });
