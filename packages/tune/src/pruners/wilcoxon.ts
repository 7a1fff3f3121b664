import type { Card } from "@kaviar/base/card";
import { type OptionsOf, part, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import type { Curve } from "../trial/curve.ts";
import { goOn, type Pruner } from "./contract/pruner.ts";
import { signedRankP } from "./wilcoxon/signed-rank.ts";

const read = options("wilcoxon", {
  /** How sure it must be: the greater, the more trials it stops. */
  p: part.default(0.1),
  /** No verdict on fewer pairs than this; never on fewer than 2. */
  startupSteps: whole().default(2),
});

export type WilcoxonOptions = OptionsOf<typeof read>;

/**
 * Stops a trial that is worse than the best one, by Wilcoxon's signed-rank test on the steps both reported. For means
 * over instances: steps are ids of folds, problems, questions, in any order.
 *
 * ```ts
 * createStudy({ pruner: wilcoxon({ p: 0.1 }) })
 * ```
 * The test is repeated at each report, so it errs more often than p says. It never speaks where a value is infinite or
 * NaN, nor while the trial's mean is as good as the best one's.
 */
export const wilcoxon = (given: WilcoxonOptions = {}): Pruner => {
  const { p, startupSteps } = read(given);
  return {
    name: "wilcoxon",
    judge: ({ curve, others }) => {
      const best = bestOf(others);
      if (best === undefined || !areFinite(curve) || !areFinite(best)) return goOn;
      const differences: number[] = [];
      for (const [step, value] of curve.values) {
        const theirs = best.values.get(step);
        if (theirs !== undefined) differences.push(value - theirs);
      }
      if (differences.length < Math.max(2, startupSteps) || mean(best) >= mean(curve)) return goOn;
      const found = signedRankP(differences);
      if (!(found < p)) return goOn;
      return {
        stop: true,
        why: `on ${differences.length} shared steps it is worse than trial ${best.number}, p = ${found.toPrecision(2)}`,
      };
    },
  };
};

wilcoxon.about = {
  name: "Wilcoxon's signed-rank test",
  formula: "stop if P(signed ranks this high by chance) < p, over the steps it shares with the best trial",
  use: "means over folds, problems or questions: steps in any order",
  pitfall: "the test is repeated at each report, so it errs more often than p says",
  reference: "Wilcoxon 1945",
  seeAlso: ["median", "percentile"],
} satisfies Card;

const areFinite = ({ values }: Curve): boolean => [...values.values()].every(Number.isFinite);

const mean = ({ values }: Curve): number => [...values.values()].reduce((sum, value) => sum + value, 0) / values.size;

/** The best complete trial; of equals the earliest. */
const bestOf = (curves: readonly Curve[]): Curve | undefined => {
  let best: Curve | undefined;
  for (const curve of curves) {
    if (curve.value === undefined) continue;
    if (best === undefined || curve.value < best.value! || (curve.value === best.value && curve.number < best.number))
      best = curve;
  }
  return best;
};
