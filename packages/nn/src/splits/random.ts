import { checkOption } from "../check-option.ts";

/** Uniform in [0, 1), with 32 bits. */
export type Random = () => number;

/** MurmurHash3's last step: every bit of the result depends on every bit of x. */
const mix = (x: number): number => {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/**
 * Random numbers in plain JavaScript, for what is drawn once and not in a graph: which rows go where. The generator is
 * sfc32 (Doty-Humphrey 2010; passes PractRand to 2⁴⁰ bytes), started from seed and stream and run for a while.
 *
 * ```ts
 * const random = createRandom(7);
 * random();                                               // the same for the same seed, everywhere
 * ```
 */
export const createRandom = (seed: number, stream = 0): Random => {
  checkOption("A split", "a seed that is a whole number ≥ 0", seed, Number.isSafeInteger(seed) && seed >= 0);
  let [a, b, c, counter] = [mix(seed >>> 0), mix(Math.floor(seed / 2 ** 32) ^ 0x9e3779b9), mix(stream ^ 0x85ebca77), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
};

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
 * shuffled(5, 7)                                          // Int32Array(5) [ 2, 0, 4, 3, 1 ]
 * ```
 * Not the order that `permutation` of a key in a graph would give.
 */
export const shuffled = (n: number, seed: number, stream = 0): Int32Array =>
  shuffle(inOrder(n), createRandom(seed, stream));
