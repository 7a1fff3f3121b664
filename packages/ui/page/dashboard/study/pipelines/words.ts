import { formatNumber } from "@kaviar/base/text";
import type { Pipeline } from "./pipeline.ts";

/** Scores of folds that differ by less do so because of how sums were rounded. */
const rounding = 1e-12;

/** A score to four digits: more than folds agree on. */
export const scoreText = (score: number): string =>
  Number.isFinite(score) ? formatNumber(Number(score.toPrecision(4))) : "–";

/** A score with its deviation over the folds: `0.9762 ± 0.014`. */
export const spreadText = (score: number, std: number | undefined): string =>
  std === undefined || !(std > rounding * Math.abs(score))
    ? scoreText(score)
    : `${scoreText(score)} ± ${formatNumber(Number(std.toPrecision(2)))}`;

/** The parts of a pipeline, one after the other. */
export const partsOf = (words: string): readonly string[] => words.split(" → ");

/** The parts without their options: `encode → boosting`. */
export const shortWords = ({ words, family }: Pick<Pipeline, "words" | "family">): string =>
  words === undefined
    ? (family ?? "not known yet")
    : partsOf(words)
        .map((part) => part.replace(/\(.*$/s, ""))
        .join(" → ");
