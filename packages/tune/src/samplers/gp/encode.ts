import type { Dimension, Params, Value } from "../../space/dimension.ts";
import { ends, fromUnit, indexOf, sizeOf, toUnit, valueAt, warp } from "../../space/domain.ts";
import { type FlatSpace, walk } from "../../space/flat-space.ts";

/** What stands in a row where a dimension takes no part. */
export const inactive = -10;

/** Up to this many values, a number is searched value by value; beyond, as if it were continuous, then rounded. */
const listable = 24;

/** One dimension as the model sees it: a number in [0, 1], or the index of a choice. */
export interface Axis {
  readonly dimension: Dimension;
  readonly categorical: boolean;
  /** All values, where they are few enough to try one by one. */
  readonly values: Float64Array | undefined;
  /** Whether values between those of the space have to be rounded. */
  readonly rounded: boolean;
}

/** A space as rows of numbers: one axis for each dimension that has a choice at all. */
export interface Encoding {
  readonly space: FlatSpace;
  readonly axes: readonly Axis[];
  readonly categorical: readonly boolean[];
  /** Which axes may be inactive. */
  readonly conditional: boolean;
  /** The row of a trial's params; undefined where they lie far outside the space. */
  row(params: Params): Float64Array | undefined;
  /** The point of a full vector (a value for every axis, active or not). */
  params(full: Float64Array): Params;
  /** The row of a full vector: rounded, and without what is inactive. */
  settle(full: Float64Array): Float64Array;
}

const axisOf = (dimension: Dimension): Axis => {
  const { domain } = dimension;
  const size = sizeOf(domain);
  const categorical = domain.kind === "categorical" && !domain.ordered;
  const values =
    size > listable && !categorical
      ? undefined
      : Float64Array.from({ length: size }, (_, i) => (categorical ? i : toUnit(domain, valueAt(domain, i))));
  return { dimension, categorical, values, rounded: size < Infinity };
};

/** Like `toUnit`, but a number outside its domain lies outside [0, 1]: trials of an older, wider range keep their place. */
const place = ({ dimension: { domain }, categorical }: Axis, value: Value): number | undefined => {
  if (categorical) {
    const index = indexOf(domain, value);
    return index < 0 ? undefined : index;
  }
  if (domain.kind === "categorical") return indexOf(domain, value) < 0 ? undefined : toUnit(domain, value);
  if (typeof value !== "number") return undefined;
  if (value >= domain.low && value <= domain.high) return toUnit(domain, value);
  const [low, high] = ends(domain);
  const unit = (warp(domain.scale, value) - low) / (high - low);
  return unit >= -0.5 && unit <= 1.5 ? unit : undefined;
};

/** How a space is laid out for the model. */
export const encode = (space: FlatSpace): Encoding => {
  const axes = space.filter(({ domain }) => sizeOf(domain) > 1).map(axisOf);
  const indices = new Map(axes.map(({ dimension }, i) => [dimension.name, i]));
  const conditional = axes.some(({ dimension }) => dimension.when !== undefined);

  const row = (params: Params): Float64Array | undefined => {
    const into = new Float64Array(axes.length).fill(inactive);
    for (let i = 0; i < axes.length; i++) {
      const value = params[axes[i]!.dimension.name];
      if (value === undefined) continue;
      const placed = place(axes[i]!, value);
      if (placed === undefined) return undefined;
      into[i] = placed;
    }
    return into;
  };

  const valueAlong = (dimension: Dimension, full: Float64Array): Value => {
    const i = indices.get(dimension.name);
    if (i === undefined) return valueAt(dimension.domain, 0);
    return axes[i]!.categorical ? valueAt(dimension.domain, full[i]!) : fromUnit(dimension.domain, full[i]!);
  };
  const params = (full: Float64Array): Params => walk(space, (dimension) => valueAlong(dimension, full));

  const settle = (full: Float64Array): Float64Array => {
    if (conditional) return row(params(full))!;
    return full.map((each, i) => {
      const { rounded, categorical, dimension } = axes[i]!;
      return rounded && !categorical ? toUnit(dimension.domain, fromUnit(dimension.domain, each)) : each;
    });
  };

  return { space, axes, categorical: axes.map(({ categorical }) => categorical), conditional, row, params, settle };
};

/** `encode`, once for each space. */
export const encodings = (): ((space: FlatSpace) => Encoding) => {
  const known = new WeakMap<FlatSpace, Encoding>();
  return (space) => {
    const encoding = known.get(space) ?? encode(space);
    known.set(space, encoding);
    return encoding;
  };
};
