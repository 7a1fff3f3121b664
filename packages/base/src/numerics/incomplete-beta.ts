import { continuedFraction } from "./continued-fraction.ts";
import { stirlingError } from "./stirling-error.ts";

/** xᵃ yᵇ / B(a, b), where x + y = 1. */
const density = (a: number, b: number, x: number, y: number): number => {
  const off = x * b - a * y;
  const exponent = a * Math.log1p(off / a) + b * Math.log1p(-off / b);
  const correction = stirlingError(a + b) - stirlingError(a) - stirlingError(b);
  return Math.exp(exponent + correction) * Math.sqrt((a / (2 * Math.PI)) * (b / (a + b)));
};

/**
 * I_x(a, b), the lower tail of the beta distribution at x, where y = 1 − x is given too: each keeps its digits near 0.
 * (DiDonato & Morris 1992)
 */
export const lowerBeta = (a: number, b: number, x: number, y: number): number => {
  if (!(x > 0)) return x <= 0 ? 0 : Number.NaN;
  if (!(y > 0)) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - lowerBeta(b, a, y, x);
  const fraction = continuedFraction(
    (m) => ((a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x) / (a + 2 * m - 1) ** 2,
    (m) =>
      m +
      (m === 0 ? 0 : (m * (b - m) * x) / (a + 2 * m - 1)) +
      ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1),
  );
  return density(a, b, x, y) / fraction;
};

/** P(X ≥ f) of an F distribution with so many degrees of freedom above and below. */
export const fTail = (f: number, above: number, below: number): number => {
  if (f === Infinity) return 0;
  const sum = below + above * f;
  return lowerBeta(below / 2, above / 2, below / sum, (above * f) / sum);
};
