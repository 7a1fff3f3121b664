import { borrowMemory, giveBackMemory, loadKernel } from "./load-kernel.ts";
import { page } from "./web-assembly.ts";

/** The function of `kernels/sgd.ts`: what it does stands there. */
interface SgdKernel {
  descend(
    x: number,
    bytes: number,
    order: number,
    rates: number,
    count: number,
    y: number,
    weights: number,
    squares: number,
    w: number,
    mean: number,
    paid: number,
    state: number,
    loss: number,
    epsilon: number,
    penalty: number,
    l1Ratio: number,
    fitIntercept: number,
    first: number,
    averaged: number,
  ): number;
}

/** Rows that are learned from, and what an error and a coefficient cost. */
export interface Descent {
  readonly x: Float64Array;
  readonly columns: number;
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  /** The number of the loss among `lossNames`. */
  readonly loss: number;
  readonly epsilon: number;
  /** How much coefficients cost, and the share of it that goes by absolute values. */
  readonly penalty: number;
  readonly l1Ratio: number;
  readonly fitIntercept: boolean;
  /** From which step on coefficients are averaged; 0 for never. */
  readonly average: number;
}

/** A linear function that moves in rounds, a step for each of some rows. */
export interface Rounds {
  /** The coefficients, and their means: as they are when they are looked at. */
  readonly w: Float64Array;
  readonly mean: Float64Array;
  intercepts(): { readonly now: number; readonly mean: number };
  /** A round through rows in an order, each step with a rate of its own, the first with that number. Gives its cost. */
  round(order: Int32Array, rates: Float64Array, first: number): number;
  /** Nothing is asked any more. */
  close(): void;
}

/** By the kernel: for many rows. */
export const kernelRounds = async (descent: Descent): Promise<Rounds> => {
  const { x, columns, y, weights, loss, epsilon, penalty, l1Ratio, fitIntercept, average } = descent;
  const rows = y.length;
  const width = Math.ceil(columns / 4) * 4;
  // Places are counted in numbers of 8 bytes. The kernel's own tables, for logarithms, are at the beginning.
  let end = page / 8;
  const take = (count: number): number => {
    end += count;
    return end - count;
  };
  const start = end;
  const ofX = take(rows * width);
  const [ofY, ofWeights, ofSquares, ofRates] = [take(rows), take(rows), take(rows), take(rows)];
  const ofOrder = take(Math.ceil(rows / 2));
  const [ofW, ofMean, ofPaid, ofState] = [take(width), take(width), take(width), take(4)];
  const memory = borrowMemory(8 * end);
  const { descend } = await loadKernel<SgdKernel>("sgd", memory);
  const numbers = new Float64Array(memory.buffer);
  numbers.fill(0, start, end);
  numbers.set(y, ofY);
  if (weights) numbers.set(weights, ofWeights);
  else numbers.fill(1, ofWeights, ofWeights + rows);
  for (let row = 0; row < rows; row++) {
    let square = 0;
    for (let j = 0, from = row * columns, to = ofX + row * width; j < columns; j++, from++, to++) {
      const value = x[from]!;
      numbers[to] = value;
      square += value * value;
    }
    numbers[ofSquares + row] = square;
  }
  const order = new Int32Array(memory.buffer, 8 * ofOrder, rows);
  return {
    w: numbers.subarray(ofW, ofW + columns),
    mean: numbers.subarray(ofMean, ofMean + columns),
    intercepts: () => ({ now: numbers[ofState]!, mean: numbers[ofState + 1]! }),
    round: (given, rates, first) => {
      order.set(given);
      numbers.set(rates, ofRates);
      return descend(
        8 * ofX,
        8 * width,
        8 * ofOrder,
        8 * ofRates,
        given.length,
        8 * ofY,
        8 * ofWeights,
        8 * ofSquares,
        8 * ofW,
        8 * ofMean,
        8 * ofPaid,
        8 * ofState,
        loss,
        epsilon,
        penalty,
        l1Ratio,
        Number(fitIntercept),
        first,
        average,
      );
    },
    close: () => giveBackMemory(memory),
  };
};
