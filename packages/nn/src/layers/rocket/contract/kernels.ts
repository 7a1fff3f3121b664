const length = 9;

/** All 84 ways to choose three of nine places: there the weight is 2, elsewhere −1, so that each kernel sums to 0. */
const kernels: readonly (readonly number[])[] = (() => {
  const all: number[][] = [];
  for (let i = 0; i < length; i++)
    for (let j = i + 1; j < length; j++)
      for (let k = j + 1; k < length; k++)
        all.push(Array.from({ length }, (_, at) => (at === i || at === j || at === k ? 2 : -1)));
  return all;
})();

/** The kernels in two halves, by turns: of one the ends of a series are filled up with zeros, of the other they are cut. */
export const halves = [0, 1].map((turn) => Float32Array.from(kernels.filter((_, k) => k % 2 === turn).flat())) as [
  Float32Array,
  Float32Array,
];

export const kernelLength = length;
export const kernelsOfHalf = kernels.length / 2;
