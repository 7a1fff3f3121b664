import type { Metric } from "@kaviar/nn";
import { type LearningCurveOptions, learningCurve } from "../evaluation/learning-curve.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import type { Table } from "../table/table.ts";
import type { LearntPoint } from "./fit-report.ts";

const sizes = [0.15, 0.4, 0.7, 1];
const folds = 3;
/** Fits to all rows of the search that the fits of the curve take, predictions included. */
const fits = 1.3 * folds * sizes.reduce((sum, size) => sum + size, 0);

interface Wishes {
  readonly metric: Metric;
  /** How the search fitted, and how it dealt rows. */
  readonly fit: LearningCurveOptions;
  /** Seconds that it may take, and that a fit takes. */
  readonly seconds: number;
  readonly fitSeconds: number;
}

/** Whether more rows would help; undefined where there is no time for so many fits. */
export const learningOf = async (
  pipeline: Pipeline,
  table: Table,
  { metric, fit, seconds, fitSeconds }: Wishes,
): Promise<readonly LearntPoint[] | undefined> => {
  if (fits * fitSeconds > seconds) return undefined;
  const points = await learningCurve(pipeline, table, { ...fit, folds, sizes, metrics: [metric] });
  return points.map(({ rows, held, seen }) => {
    const side = ({ mean, std }: typeof held) => ({ mean: mean[metric.name]!, std: std[metric.name]! });
    return { rows, held: side(held), seen: side(seen) };
  });
};
