import type { Dimension, Params } from "../../space/dimension.ts";
import { ends, fromUnit, holds, indexOf, sizeOf, toUnit, valueAt, warp } from "../../space/domain.ts";
import { type FlatSpace, walk } from "../../space/flat-space.ts";
import { unknown } from "./categories.ts";
import { type Cells, cellOf } from "./margin.ts";

/** Where a trial lies: a number in [0, 1] on the scale of each numeric parameter, a choice of each categorical one. */
export interface Place {
  readonly x: Float64Array;
  readonly choices: Int32Array;
}

/**
 * A space as one Gaussian and one categorical distribution see it. Parameters that are inactive have coordinates too: they
 * are drawn and updated as all others are, and wait there until a trial uses them.
 */
export interface LatentSpace {
  readonly numbers: readonly Dimension[];
  readonly categorical: readonly Dimension[];
  readonly sizes: readonly number[];
  readonly discrete: readonly Cells[];
  /** Which numbers have to lie in [0, 1]. */
  readonly continuous: readonly number[];
  decode(place: Place): Params;
  /** What params alone do not tell of a place: positions within cells, and inactive coordinates. */
  hidden(place: Place, params: Params): number[];
  /** The place of a trial; NaN and `unknown` where nothing is known of a coordinate. */
  placeOf(params: Params, hidden: readonly number[] | undefined): Place;
}

/** With more values than this the cells are so narrow that a parameter counts as continuous. */
const mostCells = 1000;

/** Places are kept with 6 decimals, and used as they are kept. */
export const precision = 1e6;

export const latentSpace = (space: FlatSpace): LatentSpace => {
  const free = space.filter(({ domain }) => sizeOf(domain) > 1);
  const isNumber = ({ domain }: Dimension) => domain.kind !== "categorical" || domain.ordered;
  const numbers = free.filter(isNumber);
  const categorical = free.filter((dimension) => !isNumber(dimension));
  const borders = numbers.map(({ domain }) => (sizeOf(domain) <= mostCells ? bordersOf(domain) : undefined));
  const numberAt = new Map(numbers.map(({ name }, i) => [name, i]));
  const choiceAt = new Map(categorical.map(({ name }, i) => [name, i]));
  // Params tell all of a place: nothing is hidden.
  const isPlain = categorical.length === 0 && borders.every((each) => !each) && space.every(({ when }) => !when);

  return {
    numbers,
    categorical,
    sizes: categorical.map(({ domain }) => sizeOf(domain)),
    discrete: borders.flatMap((each, at) => (each ? [{ at, borders: each }] : [])),
    continuous: borders.flatMap((each, at) => (each ? [] : [at])),

    decode: ({ x, choices }) =>
      walk(space, ({ name, domain }) => {
        const number = numberAt.get(name);
        if (number === undefined) return valueAt(domain, choices[choiceAt.get(name) ?? 0] ?? 0);
        const cells = borders[number];
        return cells ? valueAt(domain, cellOf(cells, x[number]!)) : fromUnit(domain, x[number]!);
      }),

    hidden: ({ x, choices }, params) =>
      isPlain
        ? []
        : [
            ...numbers.flatMap(({ name }, i) =>
              borders[i] || !(name in params) ? [Math.round(x[i]! * precision) / precision] : [],
            ),
            ...categorical.flatMap(({ name }, i) => (name in params ? [] : [choices[i]!])),
          ],

    placeOf: (params, hidden) => {
      if (isPlain)
        return {
          x: Float64Array.from(numbers, ({ name, domain }) => {
            const value = params[name];
            return typeof value === "number" ? toUnit(domain, value) : Number.NaN;
          }),
          choices: new Int32Array(0),
        };
      const count = numbers.filter(({ name }, i) => borders[i] || !(name in params)).length;
      const unnamed = categorical.filter(({ name }) => !(name in params)).length;
      // What was kept for another space says nothing here.
      const rest = hidden?.length === count + unnamed ? hidden.values() : undefined;
      const next = (): number => rest?.next().value ?? Number.NaN;
      const x = Float64Array.from(numbers, ({ name, domain }, i) => {
        const value = params[name];
        const cells = borders[i];
        if (!(name in params)) return next();
        if (!cells) return typeof value === "number" ? toUnit(domain, value) : Number.NaN;
        const kept = next();
        if (!holds(domain, value)) return Number.NaN;
        return cellOf(cells, kept) === indexOf(domain, value!) ? kept : toUnit(domain, value!);
      });
      const choices = Int32Array.from(categorical, ({ name, domain }) => {
        if (name in params) return indexOf(domain, params[name]!);
        const kept = next();
        return kept < sizeOf(domain) ? kept : unknown;
      });
      return { x, choices };
    },
  };
};

/** Between neighbouring values, on the scale of `toUnit`. */
const bordersOf = (domain: Dimension["domain"]): Float64Array => {
  const count = sizeOf(domain) - 1;
  if (domain.kind === "categorical") return Float64Array.from({ length: count }, (_, i) => (i + 1) / (count + 1));
  const [low, high] = ends(domain);
  return Float64Array.from({ length: count }, (_, i) => {
    const middle = ((valueAt(domain, i) as number) + (valueAt(domain, i + 1) as number)) / 2;
    return (warp(domain.scale, middle) - low) / (high - low);
  });
};
