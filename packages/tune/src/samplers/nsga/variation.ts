import type { Random } from "@kaviar/base/random";
import type { Dimension, Domain, Params, Value } from "../../space/dimension.ts";
import { drawFrom, fromUnit, holds, indexOf, sizeOf, toUnit, valueAt } from "../../space/domain.ts";
import { type FlatSpace, isActive, walk } from "../../space/flat-space.ts";

/** How closely children keep to their parents: distribution indices of crossover and mutation. (Deb & Agrawal 1995) */
const crossoverIndex = 2;
const mutationIndex = 20;

/**
 * A child of two points: numbers by simulated binary crossover or from one of the two, choices from one of the two, then
 * one parameter in the mean is mutated, or a share of `leastRate` of them. A parameter that neither parent has is drawn
 * evenly.
 */
export const childOf = (
  space: FlatSpace,
  [mother, father]: readonly [Params, Params],
  draw: (name: string) => Random,
  leastRate: number,
): Params => {
  const active = space.filter((dimension) => sizeOf(dimension.domain) > 1 && isActive(dimension, mother)).length;
  const rate = Math.max(1 / Math.max(active, 1), leastRate);
  return walk(space, ({ name, domain }: Dimension) => {
    const random = draw(name);
    const inherited = [mother[name], father[name]].filter((value) => value !== undefined && holds(domain, value));
    if (inherited.length === 0) return drawFrom(domain, random);
    const crossed = inherited.length === 1 ? inherited[0]! : cross(domain, inherited[0]!, inherited[1]!, random);
    return random() < rate ? mutate(domain, crossed, random) : crossed;
  });
};

const isLine = (domain: Domain): boolean => domain.kind !== "categorical" || domain.ordered;

const cross = (domain: Domain, a: Value, b: Value, random: Random): Value => {
  const one = random() < 0.5 ? a : b;
  if (a === b || !isLine(domain) || random() < 0.5) return one;
  const [low, high] = [toUnit(domain, a), toUnit(domain, b)].sort((x, y) => x - y) as [number, number];
  return fromUnit(domain, random() < 0.5 ? 1 - simulated(1 - high, 1 - low, random()) : simulated(low, high, random()));
};

/** The lower child of simulated binary crossover, its spread cut at 0. (Deb & Agrawal 1995, Deb & Beyer 1999) */
const simulated = (low: number, high: number, u: number): number => {
  const power = 1 / (crossoverIndex + 1);
  const beta = 1 + (2 * low) / (high - low);
  const alpha = 2 - beta ** -(crossoverIndex + 1);
  const spread = u <= 1 / alpha ? (u * alpha) ** power : (1 / (2 - u * alpha)) ** power;
  return Math.min(Math.max((low + high - spread * (high - low)) / 2, 0), 1);
};

/** Another choice; on a line, the polynomial mutation (Deb & Goyal 1996), by a step at least where there are steps. */
const mutate = (domain: Domain, value: Value, random: Random): Value => {
  const size = sizeOf(domain);
  if (size === 1) return value;
  const at = size < Infinity ? indexOf(domain, value) : 0;
  if (!isLine(domain)) return valueAt(domain, (at + 1 + Math.floor(random() * (size - 1))) % size);
  const x = toUnit(domain, value);
  const u = random();
  const power = 1 / (mutationIndex + 1);
  const moved =
    u < 0.5
      ? x + (2 * u + (1 - 2 * u) * (1 - x) ** (mutationIndex + 1)) ** power - 1
      : x + 1 - (2 * (1 - u) + (2 * u - 1) * x ** (mutationIndex + 1)) ** power;
  const mutated = fromUnit(domain, Math.min(Math.max(moved, 0), 1));
  if (mutated !== value || size === Infinity) return mutated;
  const up = at === 0 || (at < size - 1 && random() < 0.5);
  return valueAt(domain, up ? at + 1 : at - 1);
};
