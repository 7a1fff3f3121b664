import { anything } from "@kaviar/base/check";
import { TensorError } from "../errors/error.ts";
import type { WindowParams } from "../primitives/convolution/params.ts";
import { range, type Shape } from "../values/shape.ts";

/** One number for all spatial axes, or one for each. */
export type PerAxis = number | readonly number[];

/**
 * What surrounds an input: nothing ("valid"); as much as makes the output ⌈length / stride⌉ long, the odd one behind
 * ("same"); a number for all sides; or a pair [before, after] for each spatial axis.
 */
export type Padding = "same" | "valid" | number | readonly (readonly [number, number])[];

export interface WindowOptions {
  /** How far one window is from the next. */
  readonly stride?: PerAxis;
  readonly padding?: Padding;
}

/** The axes that windows slide along, in words. */
export const placesOf = (axes: number): string => ["length", "height, width", "depth, height, width"][axes - 1]!;

/** `perAxis` and `paddingOf` look at the values: they know how many axes there are. */
export const windowLaws = {
  stride: anything<PerAxis>().optional(),
  padding: anything<Padding>().default("valid"),
};

/** The numbers of an option, one for each spatial axis. */
export const perAxis = (operation: string, option: string, value: PerAxis, axes: number, least: number): number[] => {
  const list = typeof value === "number" ? range(axes).map(() => value) : [...value];
  if (list.length === axes && list.every((n) => Number.isInteger(n) && n >= least)) return list;
  throw new TensorError(
    "data",
    `${operation} needs a ${option} of integers ≥ ${least}, one or ${axes}: got ${JSON.stringify(value)}.`,
    {
      remedy: `Write ${option}: ${least === 0 ? 0 : 2}${axes > 1 ? `, or [${range(axes).map(() => (least === 0 ? 0 : 2))}]` : ""}.`,
    },
  );
};

export const paddingOf = (
  operation: string,
  padding: Padding,
  lengths: Shape,
  spans: readonly number[],
  strides: readonly number[],
): WindowParams => {
  const pairs = pairsOf(operation, padding, lengths.length, (i) => {
    const covered = (Math.ceil(lengths[i]! / strides[i]!) - 1) * strides[i]! + spans[i]!;
    const total = Math.max(0, covered - lengths[i]!);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  });
  return { strides, low: pairs.map(([before]) => before), high: pairs.map(([, after]) => after) };
};

type Pair = readonly [number, number];

const pairsOf = (operation: string, padding: Padding, axes: number, same: (axis: number) => Pair): readonly Pair[] => {
  if (padding === "same") return range(axes).map(same);
  if (padding === "valid") return range(axes).map(() => [0, 0]);
  const pairs = typeof padding === "number" ? range(axes).map((): Pair => [padding, padding]) : padding;
  const isWidth = (n: unknown) => Number.isInteger(n) && (n as number) >= 0;
  const valid =
    Array.isArray(pairs) &&
    pairs.length === axes &&
    pairs.every((pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(isWidth));
  if (valid) return pairs;
  throw new TensorError(
    "data",
    `${operation} needs padding "same", "valid", an integer ≥ 0, or a pair of them for each of ${axes} axes: got ${JSON.stringify(padding)}.`,
    { remedy: `Write padding: ${axes === 1 ? "[[1, 1]]" : "[[1, 1], [1, 1]]"}.` },
  );
};
