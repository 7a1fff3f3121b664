import { createMemory, loadSmallKernel } from "./load-kernel.ts";
import { page } from "./web-assembly.ts";

/** The function of `kernels/logistic.ts`: what it does stands there. */
interface LogisticKernel {
  pairLoss(x: number, y: number, weights: number, rows: number, width: number, w: number, gradient: number): number;
}

/** So many bytes at the beginning are left to the tables by which the kernel finds exponentials and logarithms. */
const tables = page;

interface PairRows {
  readonly x: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** 0 or 1. */
  readonly codes: Int32Array;
  readonly weights: Float64Array | undefined;
}

/** The loss of two classes at some coefficients, the intercept behind them, and its gradient: for many calls. */
export const createPairLoss = ({
  x,
  rows,
  columns,
  codes,
  weights,
}: PairRows): ((parameters: Float64Array, gradient: Float64Array) => number) => {
  // Two numbers are multiplied at a time, of four rows.
  const width = columns + 1 + ((columns + 1) % 2);
  const room = rows + 3;
  const y = tables + 8 * room * width;
  const weight = y + 8 * room;
  const own = weight + 8 * room;
  const slope = own + 8 * width;
  const memory = createMemory(slope + 8 * width);
  const kernel = loadSmallKernel<LogisticKernel>("logistic", memory);
  const numbers = new Float64Array(memory.buffer);
  for (let row = 0; row < rows; row++) {
    numbers.set(x.subarray(row * columns, (row + 1) * columns), tables / 8 + row * width);
    numbers[tables / 8 + row * width + columns] = 1;
    numbers[y / 8 + row] = codes[row]!;
    numbers[weight / 8 + row] = weights ? weights[row]! : 1;
  }
  return (parameters, gradient) => {
    numbers.set(parameters, own / 8);
    const loss = kernel.pairLoss(tables, y, weight, rows, width, own, slope);
    gradient.set(numbers.subarray(slope / 8, slope / 8 + columns + 1));
    return loss;
  };
};
