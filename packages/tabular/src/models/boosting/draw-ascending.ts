import type { Random } from "@kaviar/base/random";

/** So many of 0 … n − 1 without replacement, in ascending order. (Knuth 1969, algorithm S) */
export const drawAscending = (n: number, count: number, random: Random): Int32Array => {
  const drawn = new Int32Array(count);
  let found = 0;
  for (let i = 0; found < count; i++) if ((n - i) * random() < count - found) drawn[found++] = i;
  return drawn;
};
