import type { Padding, PerAxis, Tensor } from "@kaviar/tensor";
import { ModelError } from "../../../error.ts";
import type { Layer } from "../../contract/layer.ts";
import { outputShapeOf } from "../../contract/output-shape.ts";
import { paddingLaw } from "../../contract/padding.ts";
import { perAxis } from "../../contract/per-axis.ts";
import { maskOfWindows } from "./windows.ts";

/** The options that all pools have. */
export const poolOptions = {
  /** The size of a window unless said: windows side by side. */
  stride: perAxis().optional(),
  /** "same": ⌈length / stride⌉ windows, the last of which may reach over the edge. */
  padding: paddingLaw.default("same"),
};

interface Window {
  readonly stride: PerAxis;
  readonly padding: Padding;
}

/** How one kind of pooling treats [N, C, L], [N, C, H, W], [N, C, D, H, W], and [N, C, L] of which some steps are not there. */
interface Pool {
  readonly kind: string;
  readonly sequences: (x: Tensor, size: PerAxis, window: Window) => Tensor;
  readonly images: (x: Tensor, size: PerAxis, window: Window) => Tensor;
  readonly volumes: (x: Tensor, size: PerAxis, window: Window) => Tensor;
  /** `there` is 1 or 0, [N, 1, L]. */
  readonly masked: (x: Tensor, there: Tensor, size: PerAxis, window: Window) => Tensor;
}

export const createPool = (pool: Pool, size: PerAxis, window: Window, options: Layer["options"] & object): Layer => {
  const { kind } = pool;
  const run = (x: Tensor): Tensor =>
    x.rank > 3
      ? (x.rank === 4 ? pool.images : pool.volumes)(x, size, window)
      : pool.sequences(x.transpose([0, 2, 1]), size, window).transpose([0, 2, 1]);
  return {
    kind,
    options,
    init: (_, inputShape) => {
      checkImagesOrSequences(kind, inputShape);
      checkPlaces(kind, inputShape, size);
      return { params: {}, state: {}, outputShape: outputShapeOf(kind, run, inputShape) };
    },
    apply: (_, state, x, { mask }) => {
      if (!mask || x.rank !== 3) return { y: run(x), state };
      const there = mask.cast("float32").expandDims(1);
      const y = pool.masked(x.transpose([0, 2, 1]), there, size, window).transpose([0, 2, 1]);
      return { y, state, mask: maskOfWindows(mask, typeof size === "number" ? size : size[0]!, window) };
    },
  };
};

/** One place is pooled already; with "same" it would stay as it is, however often. */
const checkPlaces = (kind: string, inputShape: readonly number[], size: PerAxis): void => {
  const places = inputShape.length === 3 ? inputShape.slice(1) : inputShape.slice(0, 1);
  const isWide = typeof size === "number" ? size > 1 : size.some((each) => each > 1);
  if (!isWide || places.some((length) => length !== 1)) return;
  throw new ModelError(
    "shape",
    `${kind} needs more than one place to pool: got [${["N", ...inputShape].join(", ")}].`,
    { remedy: "Leave it out: pools before it have made 2, 4, 8 … places one (8 are 4, 2, 1 after three)." },
  );
};

export const checkImagesOrSequences = (kind: string, inputShape: readonly number[]): void => {
  if (inputShape.length >= 2 && inputShape.length <= 4) return;
  throw new ModelError(
    "shape",
    `${kind} needs images [N, C, H, W], volumes [N, C, D, H, W] or sequences [N, T, F]: got [${["N", ...inputShape].join(", ")}].`,
    { remedy: "Put reshape([C, H, W]) before it, or leave it out after flatten." },
  );
};
