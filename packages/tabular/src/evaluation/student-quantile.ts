import { fTail } from "@kaviar/base/numerics";

/** The quantile of Student's t above its middle, by bisection: T² has the F distribution with 1 and as many degrees. */
export const studentQuantile = (p: number, freedom: number): number => {
  let [low, high] = [0, 1];
  while (studentDistribution(high, freedom) < p) high *= 2;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (studentDistribution(middle, freedom) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** P(T ≤ t) for t ≥ 0. */
const studentDistribution = (t: number, freedom: number): number => 1 - fTail(t * t, 1, freedom) / 2;
