/**
 * The quantile of Student's t with a whole number of degrees of freedom: by bisection of its distribution, which for whole
 * ones is a finite sum (Abramowitz & Stegun 1964, 26.7.3 and 26.7.4).
 */
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
const studentDistribution = (t: number, freedom: number): number => {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const square = Math.cos(angle) ** 2;
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = isOdd && freedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k < freedom - 1; k += 2) {
    term *= ((k - 1) / k) * square;
    sum += term;
  }
  const inside = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return (1 + inside) / 2;
};
