import { formatDuration, type Style, table } from "@kaviar/base/text";
import type { StudyView, Trial, TrialState } from "@kaviar/tune";
import { outcomeWords } from "./outcome-words.ts";
import { durationOf } from "./summary.ts";
import { namesIn, valuesText, valuesTitle } from "./trial-block.ts";

export const paintState = (state: TrialState, style: Style): string =>
  ({ complete: style.green, pruned: style.yellow, failed: style.red, running: style.cyan, waiting: style.dim })[state](
    state,
  );

/** Trials under each other: state, value, time, sampler, and params or why there is no value of them. */
export const trialTable = (study: StudyView, trials: readonly Trial[], style: Style, width?: number): string[] => {
  const rows = trials.map((trial) => {
    const time = durationOf(trial);
    return [
      String(trial.number),
      paintState(trial.state, style),
      valuesText(trial.values),
      time === undefined ? "–" : formatDuration(time),
      trial.sampler ?? "–",
      outcomeWords(study.history.trials[trial.number]!, style, trial.stopReason),
    ];
  });
  const objectives = trials.map(namesIn).find((names) => names !== undefined);
  const columns = [
    { title: "trial", align: "right" },
    { title: "state" },
    { title: valuesTitle(objectives), align: "right" },
    { title: "time", align: "right" },
    { title: "sampler" },
    { title: "params" },
  ] as const;
  return table(columns, rows, { width, head: style.dim });
};
