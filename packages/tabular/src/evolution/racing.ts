import { goOn, type History, type Pruner, type TrialRecord } from "@kaviar/tune";
import { type Bars, notesOf } from "./notes.ts";

/** Complete pipelines that there have to be before one is stopped, and the share of them that one has to be among. */
const least = 12;
const share = 0.6;

/**
 * After each fold, the mean loss so far that the better pipelines had there: who is worse after the same folds would hardly
 * end among them. (The idea of racing: Maron & Moore 1994)
 */
export const barsFrom = (complete: readonly TrialRecord[], history: History): Bars | undefined => {
  if (complete.length < least) return undefined;
  const sign = history.directions[0] === "maximize" ? -1 : 1;
  const curves = complete.map(({ number }) => history.reports(number));
  const bars: Record<string, number> = {};
  for (const step of new Set(curves.flatMap((curve) => [...curve.keys()]))) {
    const at = curves.map((curve) => sign * (curve.get(step)?.[0] ?? Number.POSITIVE_INFINITY)).sort((a, b) => a - b);
    const bar = at[Math.ceil(share * at.length) - 1]!;
    if (Number.isFinite(bar)) bars[step] = bar;
  }
  return bars;
};

/**
 * Stops a pipeline that is worse than its bar after a fold. What the bars are was settled when it was proposed, and is kept
 * with it: one that is run again after a kill is judged as it would have been.
 */
export const racing: Pruner = {
  name: "racing",
  judge: ({ notes, step, values, directions }) => {
    const bar = notesOf(notes)?.bars?.[step];
    const loss = directions[0] === "maximize" ? -values[0]! : values[0]!;
    if (bar === undefined || loss <= bar) return goOn;
    return { stop: true, why: `after ${step} of the folds it is not among the better ${100 * share} %` };
  },
};
