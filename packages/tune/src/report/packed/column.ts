import type { Json } from "../../trial/record.ts";

/** Whole numbers in as few bytes as they fit in. */
type Whole = Uint8Array | Uint16Array | Int32Array;

/**
 * What each of many trials has of one kind, or lacks: numbers as they are, with NaN where there is none; what repeats as its
 * places, from 1 on, in a list, with 0 where there is none; or else one after the other, each in a list of its own.
 */
export type Column =
  | { readonly numbers: Float64Array | Whole }
  | { readonly places: Whole; readonly of: readonly Json[] }
  | { readonly each: readonly (readonly [] | readonly [Json])[] };

export const packColumn = (values: readonly (Json | undefined)[]): Column => {
  const isNumber = values.every((value) => value === undefined || (typeof value === "number" && !Number.isNaN(value)));
  if (isNumber) return { numbers: numbersOf(values as readonly (number | undefined)[]) };
  const isPlain = values.every((value) => typeof value !== "object" || value === null);
  const distinct = isPlain ? new Set(values as readonly Exclude<Json, object>[]) : undefined;
  distinct?.delete(undefined as never);
  if (distinct === undefined || (distinct.size > 16 && distinct.size > values.length / 4))
    return { each: values.map((value) => (value === undefined ? [] : [value])) };
  const places = new Map([...distinct].map((value, i) => [value as Json | undefined, i + 1]));
  return { places: wholeFrom(values.map((value) => places.get(value) ?? 0)), of: [...distinct] };
};

/** Reads a column by the places of its trials. */
export const unpackColumn = (column: Column): ((at: number) => Json | undefined) => {
  if ("numbers" in column) {
    const { numbers } = column;
    return (at) => (Number.isNaN(numbers[at]!) ? undefined : numbers[at]!);
  }
  if ("places" in column) {
    const { places, of } = column;
    return (at) => of[places[at]! - 1];
  }
  return (at) => column.each[at]![0];
};

const numbersOf = (values: readonly (number | undefined)[]): Float64Array | Whole =>
  values.every((value) => Number.isInteger(value) && !Object.is(value, -0) && Math.abs(value!) < 2 ** 31)
    ? wholeFrom(values as readonly number[])
    : Float64Array.from(values, (value) => value ?? Number.NaN);

const wholeFrom = (values: readonly number[]): Whole => {
  const [low, high] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);
  if (low < 0 || high >= 2 ** 16) return Int32Array.from(values);
  return high < 2 ** 8 ? Uint8Array.from(values) : Uint16Array.from(values);
};
