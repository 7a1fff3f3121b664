import { seededRandom } from "./seeded-random.ts";
import type { Random } from "./sfc32.ts";

/** Puts numbers in random order, in place. (Fisher & Yates 1938; Durstenfeld 1964) */
export const shuffle = (numbers: Int32Array, random: Random): Int32Array => {
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = numbers[i]!;
    numbers[i] = numbers[j]!;
    numbers[j] = kept;
  }
  return numbers;
};

/** 0 … n − 1 in order. */
export const inOrder = (n: number): Int32Array => {
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++) rows[i] = i;
  return rows;
};

/**
 * 0 … n − 1 in random order: the same for the same seed and stream (an epoch's number, say).
 *
 * ```ts
 * shuffled(5, 1)                                          // Int32Array(5) [ 3, 0, 1, 2, 4 ]
 * ```
 * Not the order that `permutation` of a key in a graph would give.
 */
export const shuffled = (n: number, seed: number, stream = 0): Int32Array =>
  shuffle(inOrder(n), seededRandom(seed, stream));
