import type { FlatSpace } from "../../space/flat-space.ts";
import { isBetter, isFeasible } from "../../trial/best.ts";
import type { History } from "../../trial/history.ts";
import type { TrialRecord } from "../../trial/record.ts";
import { encode } from "./encode.ts";
import { fewer, observe } from "./observe.ts";
import { surrogate } from "./surrogate.ts";

/**
 * The trial of a noisy objective that is likely best: not the one whose draw was the luckiest, but the one where a Gaussian
 * process expects the lowest value, having learned from all trials around it, repeats included, how large the noise is.
 */
export const likelyBest = (history: History, space: FlatSpace, seed: number): TrialRecord | undefined => {
  const luckiest = history.finished.reduce<TrialRecord | undefined>(
    (best, trial) => (isBetter(trial, best, history.directions) ? trial : best),
    undefined,
  );
  // What goes on from another trial's state has a value that does not follow from its own params.
  if (history.finished.some(({ cloneOf }) => cloneOf !== undefined)) return luckiest;
  const encoding = encode(space);
  const { seen } = observe(history, encoding, -1, seed);
  const kept = fewer(seen.filter(({ number }) => isFeasible(history.trials[number]!)));
  if (encoding.axes.length === 0 || kept.length < 3) return luckiest;
  const { smooth } = surrogate(
    {
      rows: kept.map(({ row }) => row),
      categorical: encoding.categorical,
      values: kept.map(({ values }) => values![0]!),
      trials: kept.length,
      // A logarithm would make the noise near the best larger than elsewhere.
      stretched: false,
      parabola: false,
      noisy: true,
    },
    undefined,
  );
  const at = smooth.reduce((best, mean, i) => (mean < smooth[best]! ? i : best), 0);
  return history.trials[kept[at]!.number];
};
