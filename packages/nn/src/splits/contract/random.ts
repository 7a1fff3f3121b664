import { whole } from "@kaviar/base/check";
import { inOrder, type Random, seededRandom, shuffle } from "@kaviar/base/random";
import { argument } from "../../options.ts";

const checkSeed = argument("createRandom", "seed", whole());

/**
 * Random numbers in plain JavaScript, for what is drawn once and not in a graph: which rows go where. The generator is
 * sfc32 (Doty-Humphrey 2010; passes PractRand to 2⁴⁰ bytes), started from seed and stream and run for a while: what the
 * packages share as `seededRandom`, with a check of the seed.
 *
 * ```ts
 * const random = createRandom(7);
 * random();                                               // the same for the same seed, everywhere
 * ```
 */
export const createRandom = (seed: number, stream = 0): Random => {
  checkSeed(seed);
  return seededRandom(seed, stream);
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
