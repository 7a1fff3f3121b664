import type { Random } from "@kaviar/base/random";
import type { Condition, Dimension, Params, Value } from "./dimension.ts";
import { drawFrom, holds, sizeOf, valueAt } from "./domain.ts";

/**
 * A space as samplers see it: dimensions in order, parents before their children.
 *
 * A sampler gives a value to every active dimension and to no other. `walk` is the way to do it.
 */
export type FlatSpace = readonly Dimension[];

/** Whether a condition holds for these values; never when its parent is inactive. */
export const meets = (condition: Condition, params: Params): boolean => {
  const value = params[condition.name];
  if (value === undefined) return false;
  if ("in" in condition) return condition.in.includes(value);
  return "atLeast" in condition ? (value as number) >= condition.atLeast : (value as number) <= condition.atMost;
};

/** Whether a dimension is asked for where the others are as they are: it may depend on a choice. */
export const isActive = ({ when }: Dimension, params: Params): boolean => when === undefined || meets(when, params);

/**
 * Values for all active dimensions: each is chosen after its parents, so its activity is known.
 *
 * ```ts
 * walk(space, (dimension) => drawFrom(dimension.domain, random));
 * ```
 */
export const walk = (space: FlatSpace, choose: (dimension: Dimension, soFar: Params) => Value): Params => {
  const params: Record<string, Value> = {};
  for (const dimension of space) if (isActive(dimension, params)) params[dimension.name] = choose(dimension, params);
  return params;
};

/** A point drawn at random: each dimension has a stream of its own. */
export const drawPoint = (space: FlatSpace, draw: (name: string) => Random): Params =>
  walk(space, ({ name, domain }) => drawFrom(domain, draw(name)));

/** Whether these are values for exactly the active dimensions, each inside its domain. */
export const contains = (space: FlatSpace, params: Params): boolean => {
  const active = space.filter((dimension) => isActive(dimension, params));
  return (
    active.length === Object.keys(params).length && active.every(({ name, domain }) => holds(domain, params[name]))
  );
};

const sizes = new WeakMap<FlatSpace, number>();

/** How many points a space has; Infinity when one dimension that can be active is continuous. */
export const countPoints = (space: FlatSpace): number => {
  const known = sizes.get(space);
  if (known !== undefined) return known;
  const size = count(space);
  sizes.set(space, size);
  return size;
};

const count = (space: FlatSpace): number => {
  const childrenOf = (name: string | undefined) => space.filter(({ when }) => when?.name === name);
  const below = (dimension: Dimension): number => {
    const size = sizeOf(dimension.domain);
    const children = childrenOf(dimension.name);
    if (children.length === 0) return size;
    if (size === Infinity) return Infinity;
    let points = 0;
    for (let i = 0; i < size; i++) {
      const value = valueAt(dimension.domain, i);
      points += children
        .filter((child) => meets(child.when!, { [dimension.name]: value }))
        .reduce((product, child) => product * below(child), 1);
    }
    return points;
  };
  return childrenOf(undefined).reduce((product, dimension) => product * below(dimension), 1);
};

/** Whether a point can be met again by chance: none of its values lies on a continuum. */
export const isCountable = (space: FlatSpace, params: Params): boolean =>
  countPoints(space) < Infinity ||
  space.every((dimension) => params[dimension.name] === undefined || sizeOf(dimension.domain) < Infinity);

/** Every point of a discrete space, the last dimension turning fastest. */
export function* points(space: FlatSpace): Generator<Params> {
  const from = function* (i: number, params: Params): Generator<Params> {
    const dimension = space[i];
    if (dimension === undefined) yield params;
    else if (!isActive(dimension, params)) yield* from(i + 1, params);
    else {
      const size = sizeOf(dimension.domain);
      for (let j = 0; j < size; j++) yield* from(i + 1, { ...params, [dimension.name]: valueAt(dimension.domain, j) });
    }
  };
  yield* from(0, {});
}

/** The same text for the same point, whatever the order of its names. */
export const fingerprint = (params: Params): string =>
  Object.keys(params)
    .sort()
    .map(
      (name) =>
        `${JSON.stringify(name)}:${typeof params[name] === "number" ? params[name] : JSON.stringify(params[name])}`,
    )
    .join(",");
