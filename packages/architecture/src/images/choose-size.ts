import { evenly } from "@kaviar/base/numerics";
import { inOrder } from "@kaviar/base/random";

export type Size = readonly [height: number, width: number];

/** What stays as it is, where all images are alike. */
const smallest = 64;

/** Sides by how many images there are: the time of a network grows with the square of it, and with the images. */
const sides: readonly (readonly [most: number, side: number])[] = [
  [2_000, 96],
  [10_000, 64],
  [40_000, 48],
  [Number.POSITIVE_INFINITY, 32],
];

/** So many images tell how large all are. */
const looked = 500;

/**
 * The size that all images get, by what some of them have. Small ones of one size stay as they are. Of others it is as many
 * pixels as a square of the side for so many images, in the middle of the shapes they have; and no image is blown up for it.
 */
export const chooseSize = (sizes: readonly Size[], images: number): Size => {
  const [first] = sizes as [Size];
  const isOne = sizes.every(([height, width]) => height === first[0] && width === first[1]);
  if (isOne && Math.max(...first) <= smallest) return first;
  const most = sides.find(([rows]) => images <= rows)![1];
  const side = Math.min(most, median(sizes.map(([height, width]) => Math.sqrt(height * width))));
  const tall = Math.min(2, Math.max(1 / 2, median(sizes.map(([height, width]) => height / width))));
  return [inSteps(side * Math.sqrt(tall)), inSteps(side / Math.sqrt(tall))];
};

/** Halved three times it is still whole, as networks do it. */
const inSteps = (length: number): number => Math.max(8, 8 * Math.round(length / 8));

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** Images to look at, from all over them. */
export const someOf = <T>(all: readonly T[]): readonly T[] =>
  Array.from(evenly(inOrder(all.length), looked), (i) => all[i]!);
