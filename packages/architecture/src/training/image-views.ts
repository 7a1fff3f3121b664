import type { View } from "@kaviar/nn";
import { concat, type SliceEntry, type Tensor } from "@kaviar/tensor";

const asItIs: View = (x) => x;

/** Left and right exchanged, of [N, C, H, W]. */
const mirrored: View = (x) => x.flip(-1);

type Range = readonly [start: number, stop?: number];

const part = (x: Tensor, axis: 2 | 3, range: Range): Tensor => {
  const entries: SliceEntry[] = [null, null, null, null];
  entries[axis] = range;
  return x.slice(...entries);
};

/** Pixels move by one along an axis; the outermost are there twice. */
const onwards =
  (axis: 2 | 3): View =>
  (x) =>
    concat([part(x, axis, [0, 1]), part(x, axis, [0, -1])], axis);

const backwards =
  (axis: 2 | 3): View =>
  (x) =>
    concat([part(x, axis, [1]), part(x, axis, [-1])], axis);

/** Ways to look at an image of which the mean may be surer than one look. */
export const imageViews = {
  "mirror images": [asItIs, mirrored],
  "shifts by a pixel": [asItIs, onwards(2), backwards(2), onwards(3), backwards(3)],
} as const satisfies Readonly<Record<string, readonly View[]>>;
