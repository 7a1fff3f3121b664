import { joeKuo } from "./joe-kuo.ts";

const bits = 32;

const polynomials = joeKuo
  .trim()
  .split(/,\s*/)
  .map((row) => row.split(" ").map((digits) => Number.parseInt(digits, 36)));

/** How many dimensions have direction numbers of their own. */
export const sobolDimensions = polynomials.length + 1;

const known: Uint32Array[] = [];

/** v₁ … v₃₂ of one dimension, by the recurrence of its primitive polynomial. (Bratley & Fox 1988) */
const directionsOf = (dimension: number): Uint32Array => {
  const before = known[dimension];
  if (before !== undefined) return before;
  const m: number[] = [];
  if (dimension === 0) for (let i = 0; i < bits; i++) m.push(1);
  else {
    const [polynomial, ...initial] = polynomials[dimension - 1]!;
    const degree = initial.length;
    m.push(...initial);
    for (let i = degree; i < bits; i++) {
      let next = m[i - degree]! ^ (m[i - degree]! << degree);
      for (let k = 1; k < degree; k++) if ((polynomial! >> (degree - k)) & 1) next ^= m[i - k]! << k;
      m.push(next);
    }
  }
  const directions = Uint32Array.from(m, (each, i) => each << (bits - 1 - i));
  known[dimension] = directions;
  return directions;
};

/**
 * Coordinate `dimension` (from 0) of the Sobol sequence's point `index`, as 32 bits after the point: in Gray code order,
 * as SciPy gives it. (Sobol 1967, Antonov & Saleev 1979, Joe & Kuo 2008)
 */
export const sobol = (index: number, dimension: number): number => {
  const directions = directionsOf(dimension);
  let gray = (index ^ (index >>> 1)) >>> 0;
  let x = 0;
  for (let i = 0; gray !== 0; i++, gray >>>= 1) if (gray & 1) x ^= directions[i]!;
  return x >>> 0;
};
