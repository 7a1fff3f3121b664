import type { AnyTensor } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import { data } from "../evaluation/data.ts";
import { fold, key, uniform } from "../operations/random.ts";
import { type Space, showPoint, spaceOf } from "./point.ts";
import type { Vector } from "./vector.ts";

/** Numbers for numbers, a tensor for a tensor. */
export type Like<S> = S extends AnyTensor
  ? AnyTensor
  : S extends number
    ? number
    : { readonly [Name in keyof S]: Like<S[Name]> };

/** A box: each variable between two bounds. */
export interface Region<S> {
  readonly low: S;
  readonly high: Like<S>;
}

export interface Box<S> {
  readonly space: Space<S>;
  readonly low: Vector;
  readonly high: Vector;
}

export const boxOf = async <S>(operation: string, region: Region<S>): Promise<Box<S>> => {
  const space = await spaceOf(operation, region.low);
  const low = space.start;
  const high = (await spaceOf(operation, region.high)).start;
  if (low.length === high.length && low.length > 0 && low.every((each, i) => each < high[i]!)) {
    return { space, low, high };
  }
  throw new TensorError(
    "data",
    `${operation} needs a region with low < high for each variable: got low = ${showPoint(low)}, high = ${showPoint(high)}.`,
  );
};

/**
 * Points spread over a box by Latin hypercube sampling (McKay, Beckman & Conover 1979): each variable has exactly one
 * point in each of `count` equal parts of its range.
 */
export const spread = async <S>({ low, high }: Box<S>, count: number, seed: number): Promise<Vector[]> => {
  const n = low.length;
  const at = (part: number) => uniform(fold(key(seed), part), [count, n], { dtype: "float64" });
  const places = at(0).argsort(0).cast("float64").add(at(1)).div(count);
  const unit = await data(places);
  return Array.from({ length: count }, (_, i) => low.map((each, j) => each + unit[i * n + j]! * (high[j]! - each)));
};
