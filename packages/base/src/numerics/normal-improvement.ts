import { logDensity, millsRatio } from "./normal-distribution.ts";

/**
 * ln h(z) with h(z) = φ(z) + z Φ(z): the expected improvement of a standard normal variable over −z, as a logarithm,
 * finite for every z. Far below, 1 + z Φ/φ cancels: there the asymptotic series takes over. (Ament et al. 2023)
 */
export const logImprovement = (z: number): number => {
  if (z > 6) return Math.log(z + Math.exp(logDensity(z)) * (1 - z * millsRatio(-z)));
  return logDensity(z) + Math.log(improvementOverDensity(z));
};

/** h(z)/φ(z) = 1 + z Φ(z)/φ(z); for z → −∞, 1/z² − 3/z⁴ + 15/z⁶ − … */
const improvementOverDensity = (z: number): number => {
  if (z > -25) return 1 + z * millsRatio(z);
  const q = 1 / (z * z);
  return q * (1 - q * (3 - q * (15 - q * (105 - q * (945 - q * 10395)))));
};

/** Φ/h and φ/h at z: how ln h changes, and its share that belongs to the spread. */
export const improvementRatios = (z: number): readonly [cumulative: number, density: number] => {
  if (z > 6) {
    const h = Math.exp(logImprovement(z));
    return [(1 - Math.exp(logDensity(z)) * millsRatio(-z)) / h, Math.exp(logDensity(z)) / h];
  }
  const h = improvementOverDensity(z);
  return [millsRatio(z) / h, 1 / h];
};
