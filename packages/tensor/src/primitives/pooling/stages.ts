import type { AnyTensor } from "../../core/tensor.ts";
import { addToWindows, elementsOfWindows, type Windows } from "../windows.ts";
import { type PoolParams, windowsOf } from "./params.ts";

/** The maximum along one axis, all windows at once. */
interface Stage {
  readonly windows: Windows;
  readonly length: number;
  readonly elements: readonly AnyTensor[];
  readonly largest: AnyTensor;
}

/** The maximum of a window is that of the maxima of its rows: one axis after the other, the last one first. */
export const stagesOf = (x: AnyTensor, params: PoolParams) => {
  const stages: Stage[] = [];
  let largest = x;
  for (const windows of windowsOf(x, params).reverse()) {
    const elements = elementsOfWindows(largest, windows, Number.NEGATIVE_INFINITY);
    const length = largest.shape[windows.axis]!;
    largest = elements.reduce((a, b) => a.maximum(b));
    stages.push({ windows, length, elements, largest });
  }
  return { stages, largest };
};

/**
 * d goes to the first element that is the largest, as in PyTorch; what is not given away by then is the last one's. Rows
 * first, then columns, the first one is that in row-major order.
 */
export const passToFirst = ({ windows, length, elements, largest }: Stage, d: AnyTensor): AnyTensor => {
  let rest = d;
  const shares = elements.map((element, i) => {
    if (i === elements.length - 1) return rest;
    const share = rest.mul(element.equal(largest).cast(d.dtype));
    rest = rest.sub(share);
    return share;
  });
  return addToWindows(shares, windows, length);
};
