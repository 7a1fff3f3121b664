import { withCard } from "@kaviar/base/card";
import { type Padding, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { argument } from "../../options.ts";
import { plain } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";
import { borderLaw } from "../contract/padding.ts";
import { spatialAxes } from "./contract/spatial-axes.ts";

/** A number for all sides, or a pair [before, after] for each spatial axis. */
export type Border = Exclude<Padding, string>;

type Pair = readonly [number, number];

const border = (kind: string, change: (x: Tensor, pairs: readonly Pair[]) => Tensor) => {
  const checkWidths = argument(kind, "widths", borderLaw);
  return (widths: Border): Layer => {
    checkWidths(widths);
    return plain(
      kind,
      (x) => {
        const axes = spatialAxes(kind, x);
        if (typeof widths !== "number" && widths.length !== axes.length) {
          throw new ModelError(
            "shape",
            `${kind} needs a pair for each of ${axes.length} axes: got ${JSON.stringify(widths)} for [${["N", ...x.shape.slice(1)].join(", ")}].`,
          );
        }
        const pair = (axis: number): Pair => {
          const i = axes.indexOf(axis);
          if (i < 0) return [0, 0];
          return typeof widths === "number" ? [widths, widths] : widths[i]!;
        };
        return change(
          x,
          x.shape.map((_, axis) => pair(axis)),
        );
      },
      { widths },
    );
  };
};

/**
 * Zeros around images [N, C, H, W], or before and after sequences [N, T, F].
 *
 * ```ts
 * zeroPad(1)
 * zeroPad([[0, 1], [0, 1]])                               // below and on the right
 * ```
 */
export const zeroPad = withCard(
  border("zeroPad", (x, pairs) => x.pad(pairs)),
  {
    about: {
      name: "Zero padding",
      formula: "y = x in a border of zeros",
      use: 'a border that is not the same on all sides, before padding "valid"',
      pitfall: 'convolutions here pad by themselves (padding "same"), so the border is there twice',
      reference: "LeCun et al. 1998",
      seeAlso: ["crop", "conv2d"],
    },
  },
);

/** Cuts off the border of images [N, C, H, W], or the ends of sequences [N, T, F]: `crop(2)`, `crop([[0, 1], [0, 1]])`. */
export const crop = withCard(
  border("crop", (x, pairs) => {
    const short = x.shape.findIndex((length, axis) => length <= pairs[axis]![0] + pairs[axis]![1]);
    if (short >= 0) {
      throw new ModelError(
        "shape",
        `crop must leave something: got [${pairs[short]!.join(", ")}] off an axis of ${x.shape[short]}.`,
      );
    }
    return x.slice(...x.shape.map((length, axis) => [pairs[axis]![0], length - pairs[axis]![1]] as const));
  }),
  {
    about: {
      name: "Cropping",
      formula: "y = x without its border",
      use: "to bring a branch to the size of another; to drop margins",
      pitfall: "a number counts for each side: crop(2) takes 4 off each length",
      reference: "Ronneberger et al. 2015",
      seeAlso: ["zeroPad", "resize", "randomCrop"],
    },
  },
);

/** The places of a longer axis among those of x: `placeOf(i)` of each from −before on. */
const byPlaces = (placeOf: (i: number, length: number) => number) => (x: Tensor, pairs: readonly Pair[]) =>
  pairs.reduce((y, [before, after], axis) => {
    const length = x.shape[axis]!;
    const places = Int32Array.from({ length: before + length + after }, (_, i) => placeOf(i - before, length));
    return before + after === 0 ? y : y.gather(tensor(places), axis);
  }, x);

const mirrored = byPlaces((i, length) => (i < 0 ? -i : i < length ? i : 2 * (length - 1) - i));

/**
 * A border that mirrors what is inside, without the edge itself: [a, b, c] becomes [c, b, a, b, c, b, a] by 2.
 *
 * ```ts
 * sequential(reflectPad(1), conv2d(16, 3, { padding: "valid" }))
 * ```
 */
export const reflectPad = withCard(
  border("reflectPad", (x, pairs) => {
    const short = x.shape.findIndex((length, axis) => Math.max(...pairs[axis]!) >= length);
    if (short < 0) return mirrored(x, pairs);
    throw new ModelError(
      "shape",
      `reflectPad mirrors what is there: got a border of ${Math.max(...pairs[short]!)} on an axis of ${x.shape[short]}.`,
      { remedy: "Pad less than the axis is long, or replicatePad." },
    );
  }),
  {
    about: {
      name: "Reflection padding",
      formula: "x₋ᵢ = xᵢ, x₍L₋₁₊ᵢ₎ = x₍L₋₁₋ᵢ₎",
      use: "images to images: no dark frame at the border, as zeros make",
      pitfall: 'convolutions here pad by themselves: give the one behind it padding "valid"',
      reference: "Johnson et al. 2016",
      seeAlso: ["replicatePad", "zeroPad", "conv2d"],
    },
  },
);

/** A border that repeats the edge: [a, b, c] becomes [a, a, a, b, c, c, c] by 2; see `reflectPad`. */
export const replicatePad = withCard(
  border(
    "replicatePad",
    byPlaces((i, length) => Math.min(Math.max(i, 0), length - 1)),
  ),
  {
    about: {
      name: "Replication padding",
      formula: "x₋ᵢ = x₀, x₍L₋₁₊ᵢ₎ = x₍L₋₁₎",
      use: "fields and films whose border goes on as it is",
      pitfall: 'convolutions here pad by themselves: give the one behind it padding "valid"',
      reference: "PyTorch: ReplicationPad",
      seeAlso: ["reflectPad", "zeroPad"],
    },
  },
);
