import type { Metric } from "@kaviar/nn";
import { type LearningCurveOptions, learningCurve } from "../evaluation/learning-curve.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Table } from "../table/table.ts";
import type { LearntPoint } from "./fit-report.ts";

const sizes = [0.15, 0.4, 0.7, 1];
const folds = 3;
/** How many fits to all rows of a fold its fits come to. */
const fits = folds * sizes.reduce((sum, size) => sum + size, 0);

interface Wishes {
  readonly metric: Metric;
  /** How the search fitted, and how it dealt rows. */
  readonly fit: LearningCurveOptions;
  /** Seconds that it may take, that a fit takes, and predicting all rows. */
  readonly seconds: number;
  readonly fitSeconds: number;
  readonly allRowsSeconds: number;
}

/** Whether more rows would help; undefined where there is no time for so many fits. */
export const learningOf = async (
  pipeline: Pipeline,
  table: Table,
  { metric, fit, seconds, fitSeconds, allRowsSeconds }: Wishes,
): Promise<readonly LearntPoint[] | undefined> => {
  // Each fold is scored on its rows and on the others.
  if (fits * fitSeconds + folds * sizes.length * allRowsSeconds > seconds) return undefined;
  const signal = AbortSignal.timeout(Math.ceil(1000 * seconds));
  const points = await learningCurve(pipeline, table, { ...fit, folds, sizes, metrics: [metric], signal }).catch(
    (error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    },
  );
  return points?.map(({ rows, held, seen }) => {
    const side = ({ mean, std }: typeof held) => ({ mean: mean[metric.name]!, std: std[metric.name]! });
    return { rows, held: side(held), seen: side(seen) };
  });
};
