import type { Metric } from "@kaviar/nn";

/** A name within one line of a comment: what breaks lines would end it. */
export const inOneLine = (name: string): string => name.replace(/\s+/g, " ");

/** `rocAuc 0.92131 ± 0.01124, the mean of 5 folds` */
export const scoreWords = (metric: Metric, score: number, std: number | undefined, folds: number): string =>
  `${metric.name} ${score}${std === undefined ? "" : ` ± ${Number(std.toPrecision(3))}`}, the mean of ${folds} folds`;
