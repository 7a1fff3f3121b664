import { createMemory, loadKernel } from "./load-kernel.ts";

/** The functions of `kernels/gram.ts`: what they do stands there. */
export interface GramKernel {
  sum(x: number, stride: number, bytes: number, columns: number, first: number, weights: number, sums: number): void;
  shift(x: number, stride: number, bytes: number, columns: number, by: number, factors: number): void;
  gram(x: number, stride: number, bytes: number, columns: number, sums: number): void;
}

type Columns = readonly Float64Array[];

/** Below so many numbers, and products, the kernel is not worth its start. */
const leastNumbers = 4096;
const leastProducts = 100_000;

/** Rows of a stretch, by which sums are taken. They are copied a stretch at a time, and stay near the processor. */
const stretch = 256;

/**
 * The mean of each column, weighed where there are weights: as a sum of differences to the first row, so that a column
 * that is constant has its own number for a mean, to the last bit. One that is not finite has numbers in it that are not.
 */
export const meansOfColumns = async (columns: Columns, weights?: Float64Array): Promise<Float64Array> => {
  const rows = columns[0]!.length;
  const first = Float64Array.from(columns, (column) => column[0]!);
  const sums =
    rows * columns.length < leastNumbers ? sumsInPlain(columns, weights) : await sumsByKernel(columns, first, weights);
  let total = weights ? 0 : rows;
  if (weights) for (let row = 0; row < rows; row++) total += weights[row]!;
  return sums.map((sum, c) => first[c]! + sum / total);
};

const sumsByKernel = async (columns: Columns, first: Float64Array, weights?: Float64Array): Promise<Float64Array> => {
  const { kernel, room, eachStretch } = await openRoom(columns, first, weights);
  const { x, stride, shift, factors, sums } = room;
  eachStretch((bytes) => kernel.sum(x, stride, bytes, columns.length, shift, factors, sums));
  return room.made.slice(0, columns.length);
};

/**
 * XᵀWX of columns less a number each, row by row, W with the weights of rows on its diagonal: the product of each column
 * with each, whole. It takes a third of the time that plain loops over rows do. For Xᵀy as well, give y for a column.
 *
 * ```ts
 * const products = await gramOfColumns([...columns, y], await meansOfColumns([...columns, y]));
 * ```
 */
export const gramOfColumns = async (
  columns: Columns,
  shift: ArrayLike<number>,
  weights?: Float64Array,
): Promise<Float64Array> => {
  const rows = columns[0]!.length;
  if (rows * columns.length ** 2 < leastProducts) return gramInPlain(columns, shift, weights);
  const { kernel, room, eachStretch } = await openRoom(columns, shift, weights?.map(Math.sqrt));
  const { x, stride, width, factors, sums } = room;
  eachStretch((bytes) => {
    kernel.shift(x, stride, bytes, columns.length, room.shift, factors);
    kernel.gram(x, stride, bytes, width, sums);
  });
  return mirrored(room.made, width, columns.length);
};

/** Memory for a stretch of all columns, a number for each of them, one for each row of the stretch, and what is made. */
const openRoom = async (columns: Columns, shift: ArrayLike<number>, factors?: Float64Array) => {
  const rows = columns[0]!.length;
  // The kernel takes four columns at a time.
  const width = Math.ceil(columns.length / 4) * 4;
  const [ofShift, ofFactors, ofMade] = [stretch * width, (stretch + 1) * width, (stretch + 1) * width + stretch];
  const memory = createMemory(8 * (ofMade + width * width));
  const kernel = await loadKernel<GramKernel>("gram", memory);
  const numbers = new Float64Array(memory.buffer);
  numbers.set(shift, ofShift);
  const eachStretch = (work: (bytes: number) => void): void => {
    for (let start = 0; start < rows; start += stretch) {
      const end = Math.min(start + stretch, rows);
      const count = end - start;
      for (let c = 0; c < columns.length; c++) {
        numbers.set(columns[c]!.subarray(start, end), c * stretch);
        // A row that makes them even: it comes to 0.
        if (count % 2 > 0) numbers[c * stretch + count] = shift[c]!;
      }
      if (factors) numbers.set(factors.subarray(start, end), ofFactors);
      work(8 * (count + (count % 2)));
    }
  };
  const room = {
    x: 0,
    stride: 8 * stretch,
    width,
    shift: 8 * ofShift,
    factors: factors ? 8 * ofFactors : 0,
    sums: 8 * ofMade,
    made: numbers.subarray(ofMade, ofMade + width * width),
  };
  return { kernel, room, eachStretch };
};

/** The upper half of a matrix `width` wide, as a whole one of n rows and columns. */
export const mirrored = (sums: Float64Array, width: number, n: number): Float64Array => {
  const whole = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      whole[i * n + j] = sums[i * width + j]!;
      whole[j * n + i] = sums[i * width + j]!;
    }
  return whole;
};

/** The sums of `meansOfColumns`, to the last bit: of pairs of rows by turns, a stretch after the other. */
export const sumsInPlain = (columns: Columns, weights?: Float64Array): Float64Array =>
  Float64Array.from(columns, (column) => {
    const first = column[0]!;
    const rows = column.length;
    const part = (row: number, end: number): number => {
      if (row >= end) return 0;
      return weights ? (column[row]! - first) * weights[row]! : column[row]! - first;
    };
    let sum = 0;
    for (let start = 0; start < rows; start += stretch) {
      const end = Math.min(start + stretch, rows);
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let row = start; row < end; row += 4) {
        a += part(row, end);
        b += part(row + 1, end);
        c += part(row + 2, end);
        d += part(row + 3, end);
      }
      sum += a + c + (b + d);
    }
    return sum;
  });

/** The same as `gramOfColumns` to the last bit: sums of even and of odd rows, a stretch after the other. */
export const gramInPlain = (columns: Columns, shift: ArrayLike<number>, weights?: Float64Array): Float64Array => {
  const n = columns.length;
  const rows = columns[0]!.length;
  const roots = weights?.map(Math.sqrt);
  const moved = columns.map((column, c) =>
    column.map((value, row) => (roots ? (value - shift[c]!) * roots[row]! : value - shift[c]!)),
  );
  const sums = new Float64Array(n * n);
  for (let start = 0; start < rows; start += stretch) {
    const end = Math.min(start + stretch, rows);
    for (let i = 0; i < n; i++)
      for (let j = i; j < n; j++) {
        const [one, other] = [moved[i]!, moved[j]!];
        let [even, odd] = [0, 0];
        for (let row = start; row < end; row += 2) {
          even += one[row]! * other[row]!;
          if (row + 1 < end) odd += one[row + 1]! * other[row + 1]!;
        }
        sums[i * n + j] = sums[i * n + j]! + (even + odd);
      }
  }
  return mirrored(sums, n, n);
};
