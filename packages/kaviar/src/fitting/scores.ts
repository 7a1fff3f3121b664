import { formatNumber } from "@kaviar/base/text";
import * as nn from "@kaviar/nn";
import { oneOf } from "../arguments/readers.ts";

const isMetric = (value: unknown): boolean => typeof value === "function" && "better" in value;

/** The metrics of nn by their names. */
const names = Object.entries(nn)
  .filter(([, value]) => isMetric(value))
  .map(([name]) => name);

/** Reads the name of a metric. */
export const metricName = oneOf(names);

/** Names that people say otherwise. */
const said: Readonly<Record<string, string>> = { rocAuc: "auc", prAuc: "pr auc", r2: "R²" };

/** The name of a metric as people say it: auc, log loss, rmse. */
export const metricWords = (name: string): string =>
  said[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A score by three decimals where it is a share, as most are; by four digits elsewhere. */
export const scoreText = (score: number): string => (isShare(score) ? score.toFixed(3) : formatNumber(score));

/** Of 0.9998 three decimals would say 1. */
const isShare = (score: number): boolean => score === 0 || score === 1 || (Math.abs(score) >= 0.1 && score < 0.999);

/** A score and its deviation over the folds: 0.921 ± 0.011. */
export const scoreWithDeviation = (score: number, std: number): string =>
  std === 0 ? scoreText(score) : `${scoreText(score)} ± ${isShare(score) ? std.toFixed(3) : formatNumber(std)}`;
