import { goOn, type History, type Pruner, type TrialRecord } from "@kaviar/tune";

/** Complete pipelines that there have to be before one is stopped, and the share of them that one has to be among. */
const least = 12;
const share = 0.6;

/** What a pipeline has to reach after each fold to go on, as loss, less is better; by the number of folds. */
export type Bars = ReadonlyMap<number, number>;

/**
 * After each fold, the mean loss so far that the better pipelines had there: who is worse after the same folds would hardly
 * end among them. (The idea of racing: Maron & Moore 1994)
 */
export const barsFrom = (complete: readonly TrialRecord[], history: History): Bars => {
  const bars = new Map<number, number>();
  if (complete.length < least) return bars;
  const sign = history.directions[0] === "maximize" ? -1 : 1;
  const curves = complete.map(({ number }) => history.reports(number));
  for (const fold of curves[0]!.keys()) {
    const at = curves.map((curve) => sign * (curve.get(fold)?.[0] ?? Number.POSITIVE_INFINITY)).sort((a, b) => a - b);
    bars.set(fold, at[Math.ceil(share * at.length) - 1]!);
  }
  return bars;
};

/**
 * Stops a pipeline that is worse than its bar after a fold. What the bars are was settled when it was proposed, in this
 * process: one that was proposed before a kill and is run again after it has none, and goes on to its end.
 */
export const racing = (barsOf: (trial: number) => Bars | undefined): Pruner => ({
  name: "racing",
  judge: ({ number, step, values, directions }) => {
    const bar = barsOf(number)?.get(step);
    const loss = directions[0] === "maximize" ? -values[0]! : values[0]!;
    if (bar === undefined || loss <= bar) return goOn;
    return { stop: true, why: `after ${step} of the folds it is not among the better ${100 * share} %` };
  },
});
