import { createMemory, loadKernel } from "./load-kernel.ts";

/** The function of `kernels/gram.ts`. */
interface GramKernel {
  gram(x: number, bytes: number, columns: number, sums: number): void;
}

/** Below so many products the kernel is not worth its start. */
const leastProducts = 100_000;

/** Numbers that are copied at a time. */
const cached = 1 << 16;

/** Rows of a stretch, by which sums are taken: so the kernel does it. */
const stretch = 256;

/**
 * XᵀX of columns less a number each, row by row: the product of each with each. It takes less than half the time that plain
 * loops over rows do.
 */
export const gramOfColumns = async (
  columns: readonly Float64Array[],
  shift: ArrayLike<number>,
): Promise<Float64Array> => {
  const rows = columns[0]!.length;
  if (rows * columns.length ** 2 < leastProducts) return gramInPlain(columns, shift);
  const width = Math.ceil(columns.length / 4) * 4;
  // So many rows at a time that they stay in a cache between being copied and being multiplied.
  const height = Math.min(rows + (rows % 2), stretch * Math.max(1, Math.floor(cached / (stretch * width))));
  const sumBytes = 8 * width * width;
  const memory = createMemory(sumBytes + 8 * height * width);
  const room = new Float64Array(memory.buffer, sumBytes, height * width);
  const { gram } = await loadKernel<GramKernel>("gram", memory);
  for (let start = 0; start < rows; start += height) {
    const end = Math.min(start + height, rows);
    for (const [c, column] of columns.entries()) {
      const mean = shift[c]!;
      for (let row = start, at = c * height; row < end; row++, at++) room[at] = column[row]! - mean;
      room.fill(0, c * height + end - start, (c + 1) * height);
    }
    gram(sumBytes, 8 * height, width, 0);
  }
  return mirrored(new Float64Array(memory.buffer, 0, width * width), width, columns.length);
};

/** The upper half of a matrix `width` wide, as a whole one of n rows and columns. */
const mirrored = (sums: Float64Array, width: number, n: number): Float64Array => {
  const whole = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      whole[i * n + j] = sums[i * width + j]!;
      whole[j * n + i] = sums[i * width + j]!;
    }
  return whole;
};

/** The same to the last bit: sums of even and of odd rows, a stretch after the other. */
export const gramInPlain = (columns: readonly Float64Array[], shift: ArrayLike<number>): Float64Array => {
  const n = columns.length;
  const rows = columns[0]!.length;
  const sums = new Float64Array(n * n);
  for (let start = 0; start < rows; start += stretch) {
    const end = Math.min(start + stretch, rows);
    for (let i = 0; i < n; i++)
      for (let j = i; j < n; j++) {
        const [one, other, of, ofOther] = [columns[i]!, columns[j]!, shift[i]!, shift[j]!];
        let [even, odd] = [0, 0];
        for (let row = start; row < end; row += 2) {
          even += (one[row]! - of) * (other[row]! - ofOther);
          if (row + 1 < end) odd += (one[row + 1]! - of) * (other[row + 1]! - ofOther);
        }
        sums[i * n + j] = sums[i * n + j]! + (even + odd);
      }
  }
  return mirrored(sums, n, n);
};
