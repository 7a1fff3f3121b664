import { fnv1a } from "../hash/fnv1a.ts";
import { mix } from "./mix.ts";
import { type Random, sfc32 } from "./sfc32.ts";

/**
 * A stream of random numbers for each key: what is drawn depends on the key alone, never on what was drawn before it, so
 * neither order nor restarts change a study.
 *
 * ```ts
 * keyedRandom(7, 12, "rate")();              // the same for seed 7, trial 12, "rate": always
 * ```
 */
export const keyedRandom = (seed: number, number: number, name: string): Random => {
  const a = mix((seed ^ 0x9e3779b9) >>> 0) ^ Math.floor(seed / 2 ** 32);
  const b = mix((number ^ 0x85ebca77) >>> 0) ^ mix(a);
  return sfc32(a, b, mix(fnv1a(name) ^ b), 12);
};
