import type { Shape } from "@kaviar/tensor";

/** The elements of a tensor, at hand. */
export interface Numbers {
  readonly data: Float32Array;
  readonly shape: Shape;
}

/** Numbers by name, nested as layers are. */
export interface Tree {
  readonly [name: string]: Numbers | Tree;
}

const sizeOf = (shape: Shape): number => shape.reduce((product, n) => product * n, 1);

export const filled = (shape: Shape, value: number): Numbers => ({
  data: new Float32Array(sizeOf(shape)).fill(value),
  shape,
});

/** Axes before, at and behind one: a position is (outer, i, inner). */
const around = (shape: Shape, axis: number): readonly [outer: number, inner: number] => [
  sizeOf(shape.slice(0, axis)),
  sizeOf(shape.slice(axis + 1)),
];

/** Slices along an axis: the i-th is that of `from[i]`. */
export const taken = ({ data, shape }: Numbers, axis: number, from: ArrayLike<number>): Numbers => {
  const [outer, inner] = around(shape, axis);
  const made = new Float32Array(outer * from.length * inner);
  for (let a = 0; a < outer; a++)
    for (let i = 0; i < from.length; i++) {
      const at = (a * shape[axis]! + from[i]!) * inner;
      made.set(data.subarray(at, at + inner), (a * from.length + i) * inner);
    }
  return { data: made, shape: shape.map((n, each) => (each === axis ? from.length : n)) };
};

/** How often each is among them. */
const countsOf = (from: ArrayLike<number>, length: number): Int32Array => {
  const counts = new Int32Array(length);
  for (let i = 0; i < from.length; i++) counts[from[i]!]!++;
  return counts;
};

/**
 * The same for weights that add up what comes in: what a unit says is divided among its copies, so that the sum stays.
 * The copies' weights differ by `noise()`, whose sum over the copies is 0: with equal ones they would have equal
 * gradients, and stay copies forever.
 */
export const shared = (weight: Numbers, axis: number, from: ArrayLike<number>, noise: () => number): Numbers => {
  const { data, shape } = taken(weight, axis, from);
  const counts = countsOf(from, weight.shape[axis]!);
  const [outer, inner] = around(shape, axis);
  const places = Array.from(counts, (): number[] => []);
  for (let i = 0; i < from.length; i++) places[from[i]!]!.push(i);
  for (let a = 0; a < outer; a++)
    for (const own of places)
      for (let c = 0; c < inner && own.length > 1; c++) {
        const drawn = own.map(noise);
        const mean = drawn.reduce((sum, each) => sum + each, 0) / own.length;
        own.forEach((i, k) => {
          const at = (a * from.length + i) * inner + c;
          data[at] = data[at]! / own.length + drawn[k]! - mean;
        });
      }
  return { data, shape };
};

export const deviationOf = ({ data }: Numbers): number => {
  const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
  return Math.sqrt(data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.length);
};

export const isNumbers = (part: Numbers | Tree | undefined): part is Numbers => part?.data instanceof Float32Array;

/** Are they of the same names and shapes? */
export const isAlike = (a: Tree, b: Tree): boolean => {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [one, other] = [a[name], b[name]];
      if (isNumbers(one)) return isNumbers(other) && one.shape.join() === other.shape.join();
      return other !== undefined && !isNumbers(other) && isAlike(one!, other);
    })
  );
};
