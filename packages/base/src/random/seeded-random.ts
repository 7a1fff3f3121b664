import { mix } from "./mix.ts";
import { type Random, sfc32 } from "./sfc32.ts";

/**
 * Random numbers in plain JavaScript, for what is drawn once and not in a graph: which rows go where.
 *
 * ```ts
 * seededRandom(7)();                         // the same for the same seed and stream, everywhere
 * ```
 * `seed` is a whole number ≥ 0; its upper half counts too. It is another sequence than `keyedRandom` gives for the seed.
 */
export const seededRandom = (seed: number, stream = 0): Random =>
  sfc32(mix(seed >>> 0), mix(Math.floor(seed / 2 ** 32) ^ 0x9e3779b9), mix(stream ^ 0x85ebca77), 15);
