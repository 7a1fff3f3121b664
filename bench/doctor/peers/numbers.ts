import type { Numbers } from "./observe.ts";

export const meanOf = (numbers: Numbers, of: (each: number) => number = (each) => each): number => {
  let sum = 0;
  for (const each of numbers) sum += of(each);
  return sum / numbers.length;
};

export const norm = (numbers: Numbers): number => Math.sqrt(numbers.length * meanOf(numbers, (each) => each * each));

export const varianceOf = (numbers: Numbers): number => {
  const mean = meanOf(numbers);
  return meanOf(numbers, (each) => (each - mean) ** 2);
};

export const areFinite = (numbers: Numbers): boolean => numbers.every((each) => Number.isFinite(each));

/** Between the 5th and the 95th of a hundred. */
export const rangeOf = (numbers: Numbers): number => {
  const sorted = Float64Array.from(numbers).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return at(0.95) - at(0.05);
};
