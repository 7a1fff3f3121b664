import { TuneError } from "../error.ts";
import type { History } from "../trial/history.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Sample } from "./regimes.ts";

/** What is to be explained: an objective by its place, `"duration"`, or a number kept as an attribute of each trial. */
export type ImportanceTarget = number | "duration" | (string & {});

/** Complete trials with a finite target, less is better. Failed and pruned trials say nothing of a finished value. */
export const samplesOf = (history: History, target: ImportanceTarget | undefined): readonly Sample[] => {
  const read = reader(history, target);
  return history.trials.flatMap((trial) => {
    if (trial?.state !== "complete") return [];
    const value = read(trial);
    return value !== undefined && Number.isFinite(value) ? [{ params: trial.params, target: value }] : [];
  });
};

const reader = (
  { directions }: History,
  target: ImportanceTarget | undefined,
): ((trial: TrialRecord) => number | undefined) => {
  if (target === undefined && directions.length > 1)
    throw new TuneError(
      "which-objective",
      `Importance explains one number, this study has ${directions.length} objectives.`,
      { remedy: "Say which: `study.importance({ objective: 0 })`." },
    );
  if (target === "duration") return ({ startedAt, finishedAt }) => finishedAt! - startedAt!;
  if (typeof target === "string")
    return ({ attributes }) => {
      const value = attributes[target];
      return typeof value === "number" ? value : undefined;
    };
  const at = target ?? 0;
  const direction = directions[at];
  if (direction === undefined)
    throw new TuneError(
      "no-such-objective",
      `\`objective\` must be a place among the ${directions.length} objectives, from 0: got ${at}.`,
    );
  return ({ values }) => (direction === "maximize" ? -values![at]! : values![at]!);
};
