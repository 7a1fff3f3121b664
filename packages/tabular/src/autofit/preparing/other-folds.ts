import type { Metric, Split } from "@kaviar/nn";
import { takeTarget } from "../../contract/target.ts";
import type { Training } from "../../contract/training.ts";
import { foldsOf } from "../../fitting/out-of-fold.ts";
import { saysSomething } from "./deal-scorable.ts";

/** How often rows are dealt besides: up to so many rows the score on one deal depends on the deal, the more the fewer. */
const deals = [
  { rows: 300, times: 4 },
  { rows: 3_000, times: 2 },
] as const;

interface Dealing {
  readonly metric: Metric;
  readonly splits: readonly Split[];
  readonly seed: number;
  /** Whether rows are dealt by chance: those of a group belong together, and time goes one way. */
  readonly isByChance: boolean;
}

/**
 * The rows dealt anew, as `crossValidate` deals them with `repeats`. Empty where there are so many that once is enough, where
 * they cannot be dealt in another way, and where the metric would say nothing of a fold.
 */
export const otherFolds = (
  training: Training,
  { metric, splits, seed, isByChance }: Dealing,
): readonly (readonly Split[])[] => {
  const times = deals.find(({ rows }) => training.table.rows <= rows)?.times ?? 0;
  if (!isByChance) return [];
  const all = Array.from({ length: times }, (_, i) => foldsOf("autofit", training, splits.length, seed + i + 1));
  const isScorable = all.every(
    (deal) =>
      deal.length === splits.length &&
      deal.every(({ validation }) => saysSomething(metric, takeTarget(training.target, validation))),
  );
  return isScorable ? all : [];
};
