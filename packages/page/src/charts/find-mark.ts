import type { Found, Frame } from "./frame.ts";

/** Marks by their places on the axes, and what each stands for. */
export interface PlacedMarks {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly data: ArrayLike<unknown>;
}

/** How near the pointer has to come to a mark, in pixels. */
const reach = 12;

/** The mark next to a place in the frame, of equally near ones the last, which lies on top; undefined where none is near. */
export const findMark = (
  groups: readonly PlacedMarks[],
  left: number,
  top: number,
  frame: Frame,
): Found | undefined => {
  let found: Found | undefined;
  let nearest = reach * reach;
  for (const { x, y, data } of groups)
    for (let at = 0; at < data.length; at++) {
      const [right, below] = [frame.x(x[at]!), frame.y(y[at]!)];
      const distance = (right - left) ** 2 + (below - top) ** 2;
      if (distance > nearest || !isInside(right, below, frame)) continue;
      nearest = distance;
      found = { data: data[at], outline: [[right, below]] };
    }
  return found;
};

const isInside = (x: number, y: number, { width, height }: Frame): boolean =>
  x >= 0 && x <= width && y >= 0 && y <= height;
