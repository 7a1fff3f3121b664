/** The length of each axis; a scalar has none. */
export type Shape = readonly number[];

export const sizeOf = (shape: Shape): number => {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
};

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

export const showShape = (shape: Shape): string => `[${shape.join(", ")}]`;

/** NumPy's rule: align at the last axis, an axis of length 1 stretches. `undefined` when the shapes do not fit. */
export const broadcastShapes = (...shapes: Shape[]): Shape | undefined => {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const result: number[] = [];
  for (let axis = 0; axis < rank; axis++) {
    let length = 1;
    for (const shape of shapes) {
      const here = shape[shape.length - rank + axis] ?? 1;
      if (here === 1 || here === length) continue;
      if (length !== 1) return undefined;
      length = here;
    }
    result.push(length);
  }
  return result;
};

/** Elements to step over for one step along each axis, in row-major order. */
export const stridesOf = (shape: Shape): number[] => {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
};

export const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

/** `shape` without the given (sorted or not) axes. */
export const withoutAxes = (shape: Shape, axes: readonly number[]): number[] =>
  shape.filter((_, axis) => !axes.includes(axis));

/** `shape` with the given axes kept at length 1. */
export const withAxesOne = (shape: Shape, axes: readonly number[]): number[] =>
  shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
