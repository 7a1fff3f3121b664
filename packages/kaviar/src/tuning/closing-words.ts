import { formatDuration, oneLine, plural, type Style } from "@kaviar/base/text";
import type { Study, Trial } from "@kaviar/tune";
import { failureLines } from "../studies/failure-lines.ts";
import { bestTrials, countStates, countsLine } from "../studies/summary.ts";
import { trialBlock, valuesText } from "../studies/trial-block.ts";
import { whereWords } from "../studies/where-words.ts";

/** What a run came to, and where things are. */
export const closingWords = async (
  study: Study,
  run: {
    readonly stopped: string;
    readonly elapsed: number;
    /** The trials that ended in this run, and the last of them that failed. */
    readonly trials: readonly Trial[];
    readonly failure: Trial | undefined;
    readonly storage: string;
  },
  style: Style,
): Promise<string[]> => {
  const { trials } = study;
  const best = await bestTrials(study);
  return [
    `${plural(run.trials.length, "trial")} in ${formatDuration(run.elapsed)}: ${run.stopped}.`,
    `${oneLine(study.name)} has ${plural(trials.length, "trial")}: ${countsLine(countStates(trials))}.`,
    ...(run.failure === undefined ? [] : failureLines(`trial ${run.failure.number} failed`, run.failure, style)),
    ...bestLines(study, best, style),
    whereWords(study.name, run.storage, style),
  ];
};

const bestLines = (study: Study, best: readonly Trial[], style: Style): string[] => {
  if (best.length === 0) return ["No trial is complete yet, with its constraints kept."];
  if (study.directions.length === 1) return trialBlock("best", study, best[0]!, style);
  const first = best
    .slice(0, 5)
    .map(({ number, values }) => `  trial ${number}  ${valuesText(values, study.objectives)}`);
  return [
    `front  ${plural(best.length, "trial")}`,
    ...first,
    ...(best.length > 5 ? [`  and ${best.length - 5} more`] : []),
  ];
};
