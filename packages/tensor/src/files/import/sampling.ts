import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { iota } from "../../primitives/iota.ts";
import { range, sizeOf, stridesOf } from "../../values/shape.ts";

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
  Record<"linear" | "cubic", { readonly first: number; readonly weights: (t: AnyTensor) => readonly AnyTensor[] }>
> = {
  linear: { first: 0, weights: (t) => [t.neg().add(1), t] },
  cubic: { first: -1, weights: (t) => [far(t.add(1)), near(t), near(t.neg().add(1)), far(t.neg().add(2))] },
};

export interface Sampling {
  readonly mode: "nearest" | "linear" | "cubic";
  readonly padding: "zeros" | "border" | "reflection";
  /** Whether an image ends in the middle of its outermost elements, or at their edges. */
  readonly corners: boolean;
}

/** What is taken along an axis of a length. */
const tapsOf = (scaled: AnyTensor, length: number, { mode, padding, corners }: Sampling): readonly Tap[] => {
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
  const { first, weights } = mode === "nearest" ? { first: 0, weights: () => [undefined] } : kernels[mode];
  return weights(kept.sub(floor)).map((weight, k) => {
    const at = floor.add(first + k);
    const number = clipped(padding === "reflection" ? reflected(at, low, high) : at).cast("int32");
    const inside = padding === "zeros" ? at.greaterEqual(0).logicalAnd(at.lessEqual(length - 1)) : undefined;
    return { number, weight, inside };
  });
};

/** Images [N, C, …] at places [N, …], a tensor of them for each axis, counted in elements. */
export const sampled = (x: AnyTensor, places: readonly AnyTensor[], how: Sampling): AnyTensor => {
  const spatial = x.shape.slice(2);
  const [images, channels] = x.shape as [number, number];
  const strides = stridesOf(spatial);
  const axes = places.map((each, i) => tapsOf(each, spatial[i]!, how));
  const rows = x.transpose([0, ...range(x.rank).slice(2), 1]).reshape([images * sizeOf(spatial), channels]);
  const start = iota(images)
    .mul(sizeOf(spatial))
    .reshape([images, ...range(places[0]!.rank - 1).map(() => 1)]) as AnyTensor;
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
