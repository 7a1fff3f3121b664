/** Uniform in [0, 1), with 32 bits. */
export type Random = () => number;

/** MurmurHash3's last step: every bit of the result depends on every bit of x. */
const mix = (x: number): number => {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** FNV-1a, over UTF-16 units. */
const hash = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
};

/**
 * A stream of random numbers for each key: what is drawn depends on the key alone, never on what was drawn before it, so
 * neither order nor restarts change a study. The generator is sfc32 (Doty-Humphrey 2010).
 *
 * ```ts
 * keyedRandom(7, 12, "rate")();              // the same for seed 7, trial 12, "rate": always
 * ```
 */
export const keyedRandom = (seed: number, number: number, name: string): Random => {
  let a = mix((seed ^ 0x9e3779b9) >>> 0) ^ Math.floor(seed / 2 ** 32);
  let b = mix((number ^ 0x85ebca77) >>> 0) ^ mix(a);
  let c = mix(hash(name) ^ b);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
};

/** A standard normal number. (Box & Muller 1958) */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
