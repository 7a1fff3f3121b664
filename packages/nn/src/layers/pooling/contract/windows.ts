import type { Padding, PerAxis, Tensor } from "@kaviar/tensor";

interface Window {
  readonly stride?: PerAxis;
  readonly padding?: Padding;
  readonly dilation?: PerAxis;
}

const single = (value: PerAxis): number => (typeof value === "number" ? value : value[0]!);

/** The mask [N, T'] of windows along [N, T]: true where any step of the window is there. */
export const maskOfWindows = (
  mask: Tensor<"bool">,
  size: number,
  { stride = 1, padding = "same", dilation = 1 }: Window,
): Tensor<"bool"> =>
  mask
    .cast("float32")
    .expandDims(1)
    .maxPool1d((size - 1) * single(dilation) + 1, { stride, padding })
    .squeeze(1)
    .greater(0);
