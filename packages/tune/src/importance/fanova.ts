import { type Column, growTree } from "@kaviar/base/numerics";
import { keyedRandom } from "@kaviar/base/random";
import type { Dimension } from "../space/dimension.ts";
import { indexOf, sizeOf, toUnit } from "../space/domain.ts";
import { type Regime, regimesOf, type Sample } from "./regimes.ts";
import { varianceShares } from "./variance-shares.ts";
import { winsorize } from "./winsorize.ts";

/** How much of the variance something explains, of which samples. */
export interface Explained {
  readonly names: readonly string[];
  readonly share: number;
  readonly samples: number;
}

const trees = 64;

/** A tree of more samples takes longer and says the same. */
const mostDraws = 1000;

/**
 * Functional ANOVA: which share of the objective's variance over the space each parameter explains alone, and each pair
 * beyond that. Exact for the trees of a random forest. (Hutter, Hoos & Leyton-Brown 2014)
 *
 * A conditional parameter is judged where it is active. Its share there counts as often as it is active, and as much as
 * the objective varies there: (n_active / n) · (Var_active / Var). What a tree's leaves leave unexplained, because a
 * conditional parameter that is no input of it made the difference, is no one's share of that tree.
 *
 * The variance is that of the values without their outliers: three wild values among two hundred would be all of it.
 */
export const fanova = (
  dimensions: readonly Dimension[],
  given: readonly Sample[],
  { seed, interactions }: { seed: number; interactions: boolean },
): readonly Explained[] => {
  const targets = winsorize(given.map(({ target }) => target));
  const samples = given.map((sample, i) => ({ ...sample, target: targets[i]! }));
  const whole = varianceOf(samples);
  const explained = regimesOf(dimensions, samples).flatMap((regime) => {
    const count = regime.samples.length;
    // A branch may have been asked, and no trial of it been complete.
    const scale = whole === 0 || count === 0 ? 0 : ((count / samples.length) * varianceOf(regime.samples)) / whole;
    return explain(regime, seed, interactions).map(({ names, share }) => ({
      names,
      share: share * scale,
      samples: count,
    }));
  });
  // Each regime's forest is an estimate of its own: together they may claim a little more than there is.
  const sum = explained.reduce((total, { share }) => total + share, 0);
  return explained.map((each) => ({ ...each, share: each.share / Math.max(sum, 1) }));
};

const varianceOf = (samples: readonly Sample[]): number => {
  const mean = samples.reduce((sum, { target }) => sum + target, 0) / samples.length;
  return samples.reduce((sum, { target }) => sum + (target - mean) ** 2, 0) / samples.length;
};

const columnOf = ({ name, domain }: Dimension, samples: readonly Sample[]): Column =>
  domain.kind === "categorical" && !domain.ordered
    ? {
        kind: "category",
        size: domain.choices.length,
        values: Int32Array.from(samples, ({ params }) => indexOf(domain, params[name]!)),
      }
    : { kind: "number", values: Float64Array.from(samples, ({ params }) => toUnit(domain, params[name]!)) };

const explain = ({ own, active, samples }: Regime, seed: number, interactions: boolean) => {
  const varied = active.filter(({ domain }) => sizeOf(domain) > 1);
  const columns = varied.map((dimension) => columnOf(dimension, samples));
  const targets = Float64Array.from(samples, ({ target }) => target);
  const parts = own.map((dimension) => [dimension]);
  if (interactions)
    for (const [i, dimension] of own.entries())
      for (const other of [...active.filter((each) => !own.includes(each)), ...own.slice(i + 1)])
        parts.push([dimension, other]);
  const shares = new Float64Array(parts.length);
  let grown = 0;
  for (let tree = 0; tree < trees && samples.length > 1; tree++) {
    const random = keyedRandom(seed, tree, "fanova");
    const weights = new Int32Array(samples.length);
    for (let k = 0; k < Math.min(samples.length, mostDraws); k++) weights[Math.floor(random() * samples.length)]!++;
    const { leaves, explained } = growTree(columns, targets, weights, random);
    const { total, of, ofPair } = varianceShares(columns, leaves);
    if (!(total > 0)) continue;
    grown++;
    for (const [i, part] of parts.entries()) {
      const [a, b] = part.map((dimension) => varied.indexOf(dimension));
      if (a! >= 0 && b !== -1) shares[i]! += (explained * (b === undefined ? of(a!) : ofPair(a!, b))) / total;
    }
  }
  return parts.map((part, i) => ({ names: part.map(({ name }) => name), share: grown === 0 ? 0 : shares[i]! / grown }));
};
