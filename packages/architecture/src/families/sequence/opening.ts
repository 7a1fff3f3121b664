import { conv1d, type LayerLike, masking, normalize } from "@kaviar/nn";
import type { SequenceFacts } from "../../contract/facts.ts";

/** What all networks for sequences begin with: steps that are not there are passed over, and channels get one scale. */
export const opening = ({ unequal }: SequenceFacts): readonly LayerLike[] => [
  ...(unequal ? [masking("missing")] : []),
  normalize(),
];

/** Steps that layers which cost by the step, or by pairs of them, can take in a time that a search has. */
const bearable = 128;

/** How many steps should become one before such layers: a power of 2, and 1 of short series. */
export const strideFor = ({ shape: [steps] }: SequenceFacts): 1 | 2 | 4 | 8 | 16 => {
  const exponent = Math.ceil(Math.log2(steps / bearable));
  return ([1, 2, 4, 8, 16] as const)[Math.min(4, Math.max(0, exponent))]!;
};

/**
 * Windows side by side as one step each. The last is filled up with zeros behind: what stands behind the end of a series
 * then shifts nothing, as "same" would.
 */
export const patches = (width: number, stride: number): LayerLike =>
  conv1d(width, stride, stride === 1 ? {} : { stride, padding: [[0, stride - 1]] });
