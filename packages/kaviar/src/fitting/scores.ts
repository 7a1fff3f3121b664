import { formatNumber } from "@kaviar/base/text";
import type { Metric } from "@kaviar/nn";
import * as nn from "@kaviar/nn";
import { oneOf } from "../arguments/readers.ts";

const isMetric = (value: unknown): boolean => typeof value === "function" && "better" in value;

/** The metrics of nn by their names. */
const names = Object.entries(nn)
  .filter(([, value]) => isMetric(value))
  .map(([name]) => name);

/** A metric of nn by its name. */
export const metricNamed = (name: string): Metric => (nn as unknown as Readonly<Record<string, Metric>>)[name]!;

/** Reads the name of a metric. */
export const metricName = oneOf(names);

/** Names that people say otherwise. */
const said: Readonly<Record<string, string>> = { rocAuc: "auc", prAuc: "pr auc", r2: "R²" };

/** The name of a metric as people say it: auc, log loss, rmse. */
export const metricWords = (name: string): string =>
  said[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A score for reading: 0.921, 0.0359, 1.048, 52341; of 0.9998 three decimals would say 1. */
export const scoreText = (score: number): string => textWith(score, decimalsOf(score));

/** A score and its deviation over the folds, to the same decimals: 0.921 ± 0.011. */
export const scoreWithDeviation = (score: number, std: number): string =>
  std === 0 ? scoreText(score) : `${scoreText(score)} ± ${textWith(std, decimalsOf(score))}`;

/** Undefined where only powers of ten are short. */
const decimalsOf = (score: number): number | undefined => {
  const size = Math.abs(score);
  if (size === 0 || size === 1) return 3;
  if (!(size >= 1e-4 && size < 1e6)) return undefined;
  if (size > 0.999 && size < 1) return Math.min(Math.ceil(-Math.log10(1 - size)) + 1, 6);
  const power = Math.floor(Math.log10(size));
  return size < 1 ? 2 - power : Math.max(3 - power, 0);
};

const textWith = (x: number, decimals: number | undefined): string =>
  decimals === undefined ? formatNumber(x) : x.toFixed(decimals);
