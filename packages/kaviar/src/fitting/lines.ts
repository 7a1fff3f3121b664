import { formatClock, oneLine, padEnd, type Style } from "@kaviar/base/text";
import { counted } from "./counted.ts";
import { shortWords } from "./pipeline-words.ts";
import { type Baseline, type Progress, timeLeft } from "./progress.ts";
import { metricWords, scoreText, scoreWithDeviation } from "./scores.ts";

/** Where the scores of what everybody is compared with begin. */
const nameCells = 22;

/** `✓ majority   auc 0.500` */
export const baselineLine = ({ metric }: Progress, { name, score, std }: Baseline, { green }: Style): string =>
  `  ${green("✓")} ${padEnd(name, nameCells)}  ${metricWords(metric)} ${scoreWithDeviation(score, std)}`;

/** `214 pipelines · 3 failed · 23s left · best auc 0.921` */
export const countsText = (progress: Progress, now: number): string => {
  const { evaluated, total, failed, best, metric } = progress;
  const left = timeLeft(progress, now);
  const pipelines =
    total === undefined ? counted(evaluated, "pipeline") : `${evaluated} of ${counted(total, "pipeline")}`;
  return [
    pipelines,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left === undefined ? [] : [`${formatClock(Math.ceil(left / 1000) * 1000)} left`]),
    ...(best === undefined ? [] : [`best ${metricWords(metric)} ${scoreText(best.score)}`]),
  ].join(" · ");
};

/** What is done after the search, in words that follow each other. */
export const finishingText = (doing: string): string => `finishing: ${oneLine(doing)}`;

/** The best pipeline so far: its parts, and its score. */
export const bestText = ({ best, metric }: Progress): string | undefined =>
  best && `${oneLine(shortWords(best.words))}  ${metricWords(metric)} ${scoreWithDeviation(best.score, best.std)}`;
