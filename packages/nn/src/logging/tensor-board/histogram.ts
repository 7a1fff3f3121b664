import { double, doubles, message } from "@kaviar/base/tensor-board";

/** How numbers are spread: how many there are up to each limit, from the one before. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

const buckets = 30;

/** Buckets of one width, from the smallest number to the largest; what is no number is left out. */
export const histogramOf = (numbers: ArrayLike<number>): Histogram => {
  const finite = Array.from(numbers).filter(Number.isFinite);
  let [min, max, sum, squares] = [Infinity, -Infinity, 0, 0];
  for (const x of finite) {
    min = Math.min(min, x);
    max = Math.max(max, x);
    sum += x;
    squares += x * x;
  }
  if (finite.length === 0) [min, max] = [0, 0];
  const width = (max - min) / buckets;
  // Where all are the same, there is one bucket, around them.
  if (width === 0) return { min, max, count: finite.length, sum, squares, limits: [max], counts: [finite.length] };
  const counts = new Array<number>(buckets).fill(0);
  for (const x of finite) counts[Math.min(buckets - 1, Math.floor((x - min) / width))]!++;
  const limits = counts.map((_, i) => (i === buckets - 1 ? max : min + width * (i + 1)));
  return { min, max, count: finite.length, sum, squares, limits, counts };
};

export const histogramMessage = ({ min, max, count, sum, squares, limits, counts }: Histogram): Uint8Array =>
  message(
    double(1, min),
    double(2, max),
    double(3, count),
    double(4, sum),
    double(5, squares),
    doubles(6, limits),
    doubles(7, counts),
  );
