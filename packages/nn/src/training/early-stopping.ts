import { type Measures, type Metrics, namedMetrics } from "../evaluation/measure.ts";
import type { StopEarly } from "./options.ts";

/** Loss and metrics of an epoch, as far as they decide which epoch was best. */
export interface Scored {
  readonly loss: number;
  readonly penalty?: number;
  readonly metrics: Measures;
  readonly validation?: { readonly loss: number; readonly metrics: Measures } | undefined;
}

/** The best epoch so far, and how long ago it was. */
export interface Watch {
  readonly best: number;
  readonly epoch: number;
  readonly waited: number;
}

export const notYet: Watch = { best: Number.NaN, epoch: 0, waited: 0 };

/** What is watched, as a number that is better when smaller: on validation rows where there are some, else what is made small. */
export const watchedValue = (scored: Scored, monitor: string, metrics: Metrics): number => {
  const seen = scored.validation ?? scored;
  if (monitor === "loss") return scored.validation?.loss ?? scored.loss + (scored.penalty ?? 0);
  const value = seen.metrics[monitor]!;
  const [, metric] = namedMetrics(metrics).find(([name]) => name === monitor) ?? [];
  return metric?.better === "higher" ? -value : value;
};

/** What is no number is no better than anything; until there is one, the latest epoch stands in for the best. */
export const watch = (
  before: Watch,
  epoch: number,
  value: number,
  { minimumChange = 0 }: Partial<StopEarly>,
): Watch => {
  const isFirst = Number.isNaN(before.best);
  if (Number.isNaN(value)) return { ...before, ...(isFirst ? { epoch } : {}), waited: before.waited + 1 };
  return isFirst || value < before.best - minimumChange
    ? { best: value, epoch, waited: 0 }
    : { ...before, waited: before.waited + 1 };
};
