import type { Condition, Dimension, Domain, Value } from "../../space/dimension.ts";
import { ends, fromUnit, indexOf, sizeOf, toUnit, valueAt } from "../../space/domain.ts";
import type { FlatSpace } from "../../space/flat-space.ts";

/** Discrete domains up to this size get exact masses; larger ones are taken for continuous, and rounded. */
const mostLevels = 32;

/**
 * A dimension as numbers: a continuous one by its place in [0, 1] on its scale, one of few values by the value's index.
 * NaN where a trial has no value of the domain.
 */
export interface Axis {
  readonly name: string;
  readonly domain: Domain;
  /** How many values; 0 for a continuous one. */
  readonly levels: number;
  /** Where the shares of levels that lie on a line begin and end, in [0, 1]; undefined for unordered choices. */
  readonly edges: Float64Array | undefined;
  /** The width of one value's share; 0 for numbers with a fraction. */
  readonly grain: number;
  /** The index of the axis its condition is on; −1: always active. */
  readonly parent: number;
  /** Whether it is active at this place of its parent. */
  isActiveAt(parentPlace: number): boolean;
  placeOf(value: Value | undefined): number;
  valueAt(place: number): Value;
}

export const axesOf = (space: FlatSpace): readonly Axis[] => {
  const axes: Axis[] = [];
  for (const dimension of space) {
    const parent = dimension.when === undefined ? -1 : axes.findIndex(({ name }) => name === dimension.when!.name);
    axes.push(axisOf(dimension, parent, axes[parent]));
  }
  return axes;
};

const axisOf = ({ name, domain, when }: Dimension, parent: number, parentAxis: Axis | undefined): Axis => {
  const size = sizeOf(domain);
  const levels = size <= mostLevels || domain.kind === "categorical" ? size : 0;
  return {
    name,
    domain,
    levels,
    edges: levels > 0 ? edgesOf(domain, levels) : undefined,
    grain: size === Infinity ? 0 : 1 / size,
    parent,
    isActiveAt: when === undefined || parentAxis === undefined ? () => when === undefined : activity(when, parentAxis),
    placeOf: (value) => {
      if (value === undefined || !isInside(domain, value)) return Number.NaN;
      return levels > 0 ? indexOf(domain, value) : toUnit(domain, value);
    },
    valueAt: (place) => (levels > 0 ? valueAt(domain, place) : fromUnit(domain, place)),
  };
};

/** Between the bounds, or among the choices; a number beside the grid counts for its nearest value. */
const isInside = (domain: Domain, value: Value): boolean =>
  domain.kind === "categorical"
    ? domain.choices.includes(value)
    : typeof value === "number" && value >= domain.low && value <= domain.high;

const activity = (when: Condition, parent: Axis): ((place: number) => boolean) => {
  const holdsFor = (value: Value): boolean =>
    "in" in when
      ? when.in.includes(value)
      : "atLeast" in when
        ? (value as number) >= when.atLeast
        : (value as number) <= when.atMost;
  if (parent.levels === 0) return (place) => holdsFor(parent.valueAt(place));
  const active = Array.from({ length: parent.levels }, (_, i) => holdsFor(parent.valueAt(i)));
  return (place) => active[place] === true;
};

const edgesOf = (domain: Domain, levels: number): Float64Array | undefined => {
  const edges = new Float64Array(levels + 1);
  if (domain.kind === "categorical") {
    if (!domain.ordered) return undefined;
    for (let i = 0; i <= levels; i++) edges[i] = i / levels;
    return edges;
  }
  const [low, high] = ends(domain);
  for (let i = 1; i < levels; i++) {
    const middle = ((valueAt(domain, i - 1) as number) + (valueAt(domain, i) as number)) / 2;
    edges[i] = high > low ? toUnit(domain, middle) : i / levels;
  }
  edges[levels] = 1;
  return edges;
};
