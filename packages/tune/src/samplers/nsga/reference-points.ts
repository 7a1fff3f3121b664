/** All points with m coordinates that are multiples of 1/p and sum to 1. (Das & Dennis 1998) */
export const dasDennis = (m: number, p: number): number[][] => {
  const from = (left: number, coordinates: number): number[][] =>
    coordinates === 1
      ? [[left / p]]
      : Array.from({ length: left + 1 }, (_, i) => i).flatMap((i) =>
          from(left - i, coordinates - 1).map((rest) => [i / p, ...rest]),
        );
  return from(p, m);
};

/** The finest such grid with at most `most` points, but never less than the corners. */
export const referencePoints = (m: number, most: number): number[][] => {
  let p = 1;
  while (m > 1 && binomial(m + p, p + 1) <= most) p++;
  return dasDennis(m, p);
};

const binomial = (n: number, k: number): number => {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return Math.round(count);
};
