import * as nn from "@kaviar/nn";
import { logLoss, type Metric, rmse } from "@kaviar/nn";
import { outputsOf, type Targets } from "../data/targets.ts";

export const metricNamed = (name: string): Metric => (nn as unknown as Readonly<Record<string, Metric>>)[name]!;

export const usualMetric = (kind: Targets["kind"]): string => (kind === "classes" ? "accuracy" : "r2");

/** Where two say as many right, the surer one is ahead; it counts too little to turn a difference of one row in thousands. */
const tie = 1e-4;

export interface Score {
  /** By the metric of the search. */
  readonly score: number;
  readonly loss: number;
  /** What trials are ordered by: more is better. */
  readonly rank: number;
}

/** How good what was said is. */
export const scoreOf = (said: Float32Array, targets: Targets, name: string): Score => {
  const metric = metricNamed(name);
  const truth = targets.kind === "classes" ? targets.codes : targets.values;
  const outputs = outputsOf(targets);
  const prediction = { data: said, shape: targets.kind === "classes" ? [truth.length, outputs] : [truth.length] };
  const score = metric(prediction, truth);
  const loss = targets.kind === "classes" ? logLoss(prediction, truth) : rmse(prediction, truth);
  const ahead = metric.better === "higher" ? score : -score;
  return { score, loss, rank: targets.kind === "classes" ? ahead - tie * Math.min(loss, 100) : ahead };
};
