import type { Dimension } from "../space/dimension.ts";
import { sizeOf } from "../space/domain.ts";
import { compareMerit, type Merit } from "../trial/merit.ts";
import type { Explained } from "./fanova.ts";
import { gridDensity } from "./grid-density.ts";
import { type Regime, regimesOf, type Sample } from "./regimes.ts";

/** The share of trials that count as good. */
const quantile = 0.1;

/**
 * PED-ANOVA: how differently the good trials are spread in a parameter than all trials are, as the Pearson divergence
 * ∫ p_all (p_good / p_all − 1)² of two Parzen estimates (Watanabe, Bansal & Hutter 2023). It says what matters for being
 * among the best tenth, and needs no model of the rest. Shares of the sum of all parameters.
 *
 * Trials that break their constraints are among all, never among the good ones while there are others. A conditional
 * parameter is judged where it is active, weighted by α² / β, with α and β its share of the good and of all trials (Ito et
 * al. 2026, theorem 4.2).
 */
export const pedAnova = (dimensions: readonly Dimension[], samples: readonly Sample[]): readonly Explained[] => {
  const good = new Set(bestOf(samples));
  const divergences = regimesOf(dimensions, samples).flatMap((regime) =>
    regime.own.map((dimension) => ({
      names: [dimension.name],
      samples: regime.samples.length,
      share: divergence(dimension, regime, good, samples.length),
    })),
  );
  const sum = divergences.reduce((total, { share }) => total + share, 0);
  return divergences.map((each) => ({ ...each, share: sum === 0 ? 0 : each.share / sum }));
};

/** Those at the quantile or below, ties all in; what breaks constraints comes after all that keeps them. */
const bestOf = (samples: readonly Sample[]): readonly Sample[] => {
  const sorted = [...samples].sort(byMerit);
  const last = sorted[Math.ceil(quantile * sorted.length) - 1]!;
  return samples.filter((sample) => byMerit(sample, last) <= 0);
};

const byMerit = (a: Sample, b: Sample): number => compareMerit(meritOf(a), meritOf(b));

const meritOf = ({ target, violation = 0 }: Sample): Merit => ({ loss: target, violation });

const divergence = (dimension: Dimension, regime: Regime, good: ReadonlySet<Sample>, all: number): number => {
  const inside = regime.samples.filter((sample) => good.has(sample));
  if (inside.length === 0 || regime.samples.length < 2 || sizeOf(dimension.domain) === 1) return 0;
  const values = (of: readonly Sample[]) => of.map(({ params }) => params[dimension.name]!);
  const best = gridDensity(dimension.domain, values(inside));
  const local = gridDensity(dimension.domain, values(regime.samples));
  const pearson = local.reduce((sum, density, i) => sum + density * (best[i]! / density - 1) ** 2, 0);
  return ((inside.length / good.size) ** 2 / (regime.samples.length / all)) * pearson;
};
