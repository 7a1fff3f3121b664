import { createMemory, loadKernel } from "./load-kernel.ts";

/** The functions of `kernels/factor.ts`: what they do stands there. */
interface FactorKernel {
  factor(a: number, row: number, first: number, end: number, sums: number): number;
  invert(l: number, inverse: number, row: number, n: number, first: number, end: number, sums: number): void;
  square(u: number, into: number, row: number, n: number, first: number, end: number, sums: number): void;
}

type Pause = () => Promise<void>;

/** What is made of matrices of n rows, one after the other in the same memory. They lie row by row. */
export interface Factors {
  /** L of A = L Lᵀ in the place of A's lower triangle, with 0 above; false where A is not positive definite. */
  factor(a: Float64Array, pause: Pause): Promise<boolean>;
  /** L⁻ᵀ, an upper triangle. */
  inverseFactor(l: Float64Array, pause: Pause): Promise<Float64Array>;
  /** The lower triangle of (L Lᵀ)⁻¹. */
  inverse(l: Float64Array, pause: Pause): Promise<Float64Array>;
}

/** Products of numbers between two pauses. */
const between = 5e6;

/** The twins are `cholesky`, `invertLower` and `inverseFrom` of base/numerics. */
export const createFactors = async (n: number): Promise<Factors> => {
  const padded = Math.ceil(n / 4) * 4;
  // An odd number of cache lines a row: rows below each other then do not share the same few places of the cache.
  const lines = Math.ceil(padded / 8);
  const width = 8 * (lines + 1 - (lines % 2));
  const row = 8 * width;
  const [one, other, sums] = [0, padded * row, 2 * padded * row];
  const memory = createMemory(sums + 128);
  const { factor, invert, square } = await loadKernel<FactorKernel>("factor", memory);
  const numbers = new Float64Array(memory.buffer);
  const height = 4 * Math.max(1, Math.floor(between / (4 * padded ** 2)));
  const stretches = async (pause: Pause, work: (first: number, end: number) => unknown): Promise<void> => {
    for (let first = 0; first < padded; first += height) {
      await pause();
      if (work(first, Math.min(first + height, padded)) === 0) return;
    }
  };
  const take = (at: number, matrix: Float64Array): Float64Array => {
    for (let i = 0; i < n; i++) matrix.set(numbers.subarray(at / 8 + i * width, at / 8 + i * width + n), i * n);
    return matrix;
  };
  const put = (matrix: Float64Array): void => {
    for (let i = 0; i < padded; i++) {
      const at = i * width;
      numbers.fill(0, at, at + width);
      if (i < n) numbers.set(matrix.subarray(i * n, i * n + i + 1), at);
      else numbers[at + i] = 1;
    }
  };
  const invertAll = (l: Float64Array, pause: Pause): Promise<void> => {
    put(l);
    return stretches(pause, (first, end) => invert(one, other, row, padded, first, end, sums));
  };
  return {
    factor: async (a, pause) => {
      put(a);
      let isPositive = 1;
      await stretches(pause, (first, end) => {
        isPositive = factor(one, row, first, end, sums);
        return isPositive;
      });
      if (isPositive) take(one, a);
      return isPositive === 1;
    },
    inverseFactor: async (l, pause) => {
      await invertAll(l, pause);
      return take(other, new Float64Array(n * n));
    },
    inverse: async (l, pause) => {
      await invertAll(l, pause);
      await stretches(pause, (first, end) => square(other, one, row, padded, first, end, sums));
      return take(one, new Float64Array(n * n));
    },
  };
};
