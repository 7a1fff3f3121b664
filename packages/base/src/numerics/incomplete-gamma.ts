import { continuedFraction } from "./continued-fraction.ts";
import { stirlingError } from "./stirling-error.ts";

/** xᵃ e⁻ˣ / Γ(a). */
const density = (a: number, x: number): number => {
  const off = (x - a) / a;
  return Math.exp(a * (Math.log1p(off) - off) - stirlingError(a)) * Math.sqrt(a / (2 * Math.PI));
};

/**
 * Q(a, x) = Γ(a, x) / Γ(a), the upper tail of the gamma distribution, for a > 0 and x ≥ 0: by the series of the lower one
 * below the mean, by its continued fraction above. (DiDonato & Morris 1986)
 */
export const upperGamma = (a: number, x: number): number => {
  if (!(x > 0)) return x <= 0 ? 1 : Number.NaN;
  if (x === Infinity) return 0;
  if (x >= a + 1) {
    const fraction = continuedFraction(
      (i) => (i === 1 ? 1 : (1 - i) * (i - 1 - a)),
      (i) => (i === 0 ? 0 : x + 2 * i - 1 - a),
    );
    return density(a, x) * fraction;
  }
  let term = 1 / a;
  let sum = term;
  for (let i = 1; term > sum * 1e-17; i++) {
    term *= x / (a + i);
    sum += term;
  }
  return 1 - density(a, x) * sum;
};

/** P(X ≥ x) of a χ² distribution with so many degrees of freedom. */
export const chiSquaredTail = (x: number, freedom: number): number => upperGamma(freedom / 2, x / 2);
