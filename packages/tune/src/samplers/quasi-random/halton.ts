import type { Random } from "@kaviar/base/random";

const primes: number[] = [2];

/** The n-th prime, from 0. */
const primeAt = (n: number): number => {
  for (let candidate = primes.at(-1)! + 1; primes.length <= n; candidate++)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes[n]!;
};

/**
 * Coordinate `dimension` (from 0) of point `index` of the Halton sequence: the index's digits, in the base of that prime,
 * mirrored at the point. With `random`, digit d at place k becomes (aₖ d + cₖ) mod base, which keeps the strata and breaks
 * the stripes between high bases. (Halton 1960, Matoušek 1998)
 */
export const halton = (index: number, dimension: number, random?: Random): number => {
  const base = primeAt(dimension);
  let left = index;
  let x = 0;
  // Zeros are scrambled too, so all places down to the resolution of a float64 count.
  for (let place = 1 / base; random === undefined ? left > 0 : place > 2 ** -54; place /= base) {
    const digit = left % base;
    left = Math.floor(left / base);
    const factor = random === undefined ? 1 : 1 + Math.floor(random() * (base - 1));
    const shift = random === undefined ? 0 : Math.floor(random() * base);
    x += ((factor * digit + shift) % base) * place;
  }
  return Math.min(x, 1 - 2 ** -53);
};
