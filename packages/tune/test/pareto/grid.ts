export const grid = (n: number, m: number, seed: number) =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: m }, (_, k) => ((i + seed) * 7919 * (k + 3)) % (11 + 2 * k)),
  );
