import type { Card } from "@kaviar/base/card";
import { type OptionsOf, record, whole } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import type { Dimension, Params, Value } from "../space/dimension.ts";
import { fromUnit, holds, sizeOf, standsFor } from "../space/domain.ts";
import type { FlatSpace } from "../space/flat-space.ts";
import { allValues, listed, listPoints } from "./contract/listed.ts";
import type { Sampler } from "./contract/sampler.ts";

const read = options("grid", {
  /** How many values each number gets, both ends among them. Left out: all values of those that have few enough to list. */
  resolution: whole(1).optional(),
  /** The values of single parameters, by their flat names, such as `"optimizer.adam.beta2"`. */
  values: record<Readonly<Record<string, readonly Value[]>>>("a record of lists of values").default({}),
});

export type GridOptions = OptionsOf<typeof read>;

/**
 * Every combination of values once, then the study ends. The ends and the middles come first and what lies between them
 * later, so a grid that is cut short still covers the space.
 *
 * ```ts
 * createStudy({ sampler: grid({ resolution: 5, values: { rate: [1e-3, 1e-2] } }) })
 * ```
 * Points multiply: 5 values of 6 parameters are 15 625 points. `random()` finds more with the same effort as soon as some
 * parameters do not matter.
 */
export const grid = (given: GridOptions = {}): Sampler => {
  const { resolution, values } = read(given);
  const valuesOf = (dimension: Dimension) => gridValues(dimension, resolution, values);
  const list = listed("grid", (space) => coarseFirst(space, valuesOf));
  return {
    ...list,
    // Before a define-by-run trial has shown anything, there are the values that were given.
    propose: (question) =>
      question.space.length === 0 ? { params: placeAmong(values, question.number) } : list.propose(question),
    leavesOut: (space) => space.some((dimension) => valuesOf(dimension).length < sizeOf(dimension.domain)),
    check: ({ space }) => {
      if (space === undefined) return;
      const unknown = Object.keys(values).find((name) => !space.some((dimension) => dimension.name === name));
      if (unknown !== undefined)
        throw new TuneError(
          "unknown-parameter",
          `The space has ${space.map(({ name }) => name).join(", ")}: got \`values\` for \`${unknown}\`.`,
        );
      for (const dimension of space) valuesOf(dimension);
    },
  };
};

grid.about = {
  name: "Grid",
  formula: "every combination of n values of each of d parameters: nᵈ points",
  use: "one or two parameters, and a table in a paper",
  pitfall: "points multiply; of a parameter that matters only n values are ever tried, however many trials there are",
  reference: "Bergstra & Bengio 2012, who say why random search is better",
  seeAlso: ["bruteForce", "random", "quasiRandom"],
} satisfies Card;

const gridValues = (
  dimension: Dimension,
  resolution: number | undefined,
  given: NonNullable<GridOptions["values"]>,
): readonly Value[] => {
  const { name, domain } = dimension;
  const own = given[name];
  const outside = own?.find((value) => !holds(domain, value));
  if (outside !== undefined || own?.length === 0)
    throw new TuneError(
      "outside-domain",
      `\`values\` of \`${name}\` must be values of its domain: got ${JSON.stringify(outside ?? own)}.`,
    );
  if (own !== undefined) return own.map((value) => standsFor(domain, value));
  const size = sizeOf(domain);
  const isShort = domain.kind === "categorical" || size <= (resolution ?? Infinity);
  if (isShort && size < Infinity) return allValues(dimension);
  if (resolution === undefined)
    throw new TuneError("endless-grid", `A grid needs finitely many values: \`${name}\` is a number without a step.`, {
      remedy: "Give it `grid({ resolution: 5 })`, values of its own, or a step.",
    });
  const spread = Array.from({ length: resolution }, (_, i) => (resolution === 1 ? 0.5 : i / (resolution - 1)));
  return [...new Set(spread.map((u) => fromUnit(domain, u)))];
};

/** The i-th combination of some values, the first one turning fastest. */
const placeAmong = (values: NonNullable<GridOptions["values"]>, i: number): Params => {
  let rest = i;
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, own]) => {
      const value = own[rest % own.length];
      rest = Math.floor(rest / own.length);
      return value === undefined ? [] : [[name, value]];
    }),
  );
};

/** The list in the order of the finest value in each point. */
const coarseFirst = (space: FlatSpace, gridValues: (dimension: Dimension) => readonly Value[]): Params[] => {
  const fineness = new Map<string, ReadonlyMap<Value, number>>();
  const known = new Map<string, readonly Value[]>();
  for (const dimension of space) {
    const values = gridValues(dimension);
    const unordered = dimension.domain.kind === "categorical" && !dimension.domain.ordered;
    known.set(dimension.name, values);
    fineness.set(dimension.name, new Map(values.map((value, i) => [value, unordered ? 0 : level(i, values.length)])));
  }
  const finest = (params: Params) =>
    Object.entries(params).reduce((most, [name, value]) => Math.max(most, fineness.get(name)!.get(value)!), 0);
  return listPoints(space, ({ name }) => known.get(name)!)
    .map((params) => ({ params, finest: finest(params) }))
    .sort((a, b) => a.finest - b.finest)
    .map(({ params }) => params);
};

/** How often n places have to be halved, from the two ends on, until the i-th is among them. */
const level = (i: number, n: number): number => {
  let [low, high, depth] = [0, n - 1, 0];
  while (i !== low && i !== high) {
    const middle = (low + high) >> 1;
    if (i <= middle) high = middle;
    else low = middle;
    depth++;
  }
  return depth;
};
