import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { iota } from "../../primitives/iota.ts";
import { range, sizeOf, stridesOf } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";

/** An element beside a place along one axis: its number, how much of it is taken, and where there is one. */
interface Tap {
  readonly number: AnyTensor;
  readonly weight: AnyTensor | undefined;
  readonly inside: Tensor<"bool"> | undefined;
}

/** Back and forth between two ends. */
const reflected = (x: AnyTensor, low: number, high: number): AnyTensor => {
  const width = high - low;
  if (width === 0) return x.mul(0).add(low);
  const folded = x
    .sub(low)
    .abs()
    .mod((2 * width) as never);
  return folded
    .greater(width as never)
    .where(folded.neg().add(2 * width), folded)
    .add(low);
};

const slope = -0.75;
const near = (t: AnyTensor): AnyTensor =>
  t
    .mul(slope + 2)
    .sub(slope + 3)
    .mul(t)
    .mul(t)
    .add(1);
const far = (t: AnyTensor): AnyTensor =>
  t
    .mul(slope)
    .sub(5 * slope)
    .mul(t)
    .add(8 * slope)
    .mul(t)
    .sub(4 * slope);

/** The first element behind ⌊place⌋, and the weights of it and those that follow, by how far behind it the place is. (Keys 1981) */
const kernels: Readonly<
  Record<string, { readonly first: number; readonly weights: (t: AnyTensor) => readonly AnyTensor[] }>
> = {
  linear: { first: 0, weights: (t) => [t.neg().add(1), t] },
  cubic: { first: -1, weights: (t) => [far(t.add(1)), near(t), near(t.neg().add(1)), far(t.neg().add(2))] },
};

interface Asked {
  readonly mode: string;
  readonly padding: string;
  readonly corners: boolean;
}

/** What is taken along an axis of a length at places from −1 to 1. */
const tapsOf = (grid: AnyTensor, length: number, { mode, padding, corners }: Asked): readonly Tap[] => {
  const scaled = corners
    ? grid
        .add(1)
        .div(2)
        .mul(length - 1)
    : grid.add(1).mul(length).sub(1).div(2);
  const place = mode === "nearest" ? scaled.round() : scaled;
  const [low, high] = corners ? [0, length - 1] : [-0.5, length - 0.5];
  const out = place.less(low).logicalOr(place.greater(high));
  const clipped = (x: AnyTensor) => x.clip(0, length - 1);
  const kept =
    padding === "border" && mode !== "cubic"
      ? out.where(clipped(place), place)
      : padding === "reflection"
        ? reflected(place, low, high)
        : place;
  const floor = kept.floor();
  const { first, weights } = kernels[mode] ?? { first: 0, weights: () => [undefined] };
  return weights(kept.sub(floor)).map((weight, k) => {
    const at = floor.add(first + k);
    const number = clipped(padding === "reflection" ? reflected(at, low, high) : at).cast("int32");
    const inside = padding === "zeros" ? at.greaterEqual(0).logicalAnd(at.lessEqual(length - 1)) : undefined;
    return { number, weight, inside };
  });
};

const spellings: Readonly<Record<string, string>> = { bilinear: "linear", bicubic: "cubic" };

/** Images at places that are computed. (Jaderberg et al. 2015) */
export const gridSample: Translation = (call: Call) => {
  const [x, grid] = [call.input(0), call.input(1)];
  const named = call.text("mode", "linear");
  const mode = spellings[named] ?? named;
  const padding = call.text("padding_mode", "zeros");
  const corners = call.flag("align_corners", false);
  if (mode !== "nearest" && !Object.hasOwn(kernels, mode)) {
    throw call.refuse(`its mode is "${named}"; known are nearest, ${Object.keys(kernels).join(", ")}`);
  }
  if (!["zeros", "border", "reflection"].includes(padding)) {
    throw call.refuse(`its padding_mode is "${padding}"; known are zeros, border, reflection`);
  }
  const spatial = x.shape.slice(2);
  const [images, channels] = x.shape as [number, number];
  const strides = stridesOf(spatial);
  // The last number of a place is along the first axis.
  const axes = spatial.map((length, i) =>
    tapsOf(grid.slice(...range(grid.rank - 1).map(() => null), spatial.length - 1 - i), length, {
      mode,
      padding,
      corners,
    }),
  );
  const order = [0, ...range(x.rank).slice(2), 1];
  const rows = x.transpose(order).reshape([images * sizeOf(spatial), channels]);
  const start = iota(images)
    .mul(sizeOf(spatial))
    .reshape([images, ...range(grid.rank - 2).map(() => 1)]) as AnyTensor;
  const all = axes.reduce<readonly Tap[]>(
    (before, taps, i) =>
      before.flatMap((tap) =>
        taps.map(({ number, weight, inside }) => ({
          number: tap.number.add(number.mul(strides[i]!)),
          weight: tap.weight && weight ? tap.weight.mul(weight) : (weight ?? tap.weight),
          inside: tap.inside && inside ? tap.inside.logicalAnd(inside) : (inside ?? tap.inside),
        })),
      ),
    [{ number: start, weight: undefined, inside: undefined }],
  );
  const sum = all
    .map(({ number, weight, inside }) => {
      const found = rows.gather(number);
      const there = inside ? inside.expandDims(-1).where(found, 0 as never) : found;
      return weight ? there.mul(weight.expandDims(-1)) : there;
    })
    .reduce((a, b) => a.add(b));
  const last = sum.rank - 1;
  return sum.transpose([0, last, ...range(last).slice(1)]);
};
