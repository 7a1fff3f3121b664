import { didYouMean } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { isInternal } from "../trial/attributes.ts";
import type { History } from "../trial/history.ts";
import { violation } from "../trial/loss.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Sample } from "./regimes.ts";

/** What is to be explained: an objective by its place or name, `"duration"`, or a number kept as an attribute of each trial. */
export type ImportanceTarget = number | "duration" | (string & {});

/** Complete trials with a finite target, less is better. Failed and pruned trials say nothing of a finished value. */
export const samplesOf = (history: History, target: ImportanceTarget | undefined): readonly Sample[] => {
  const read = reader(history, target);
  // How long a trial took, and what it cost, is the same whether its constraints hold.
  const isJudged = typeof target !== "string";
  return history.trials.flatMap((trial) => {
    if (trial?.state !== "complete") return [];
    const value = read(trial);
    if (value === undefined || !Number.isFinite(value)) return [];
    return [{ params: trial.params, target: value, ...(isJudged && { violation: violation(trial) }) }];
  });
};

const numberAt = (attributes: TrialRecord["attributes"], name: string): number | undefined => {
  const value = attributes[name];
  return typeof value === "number" ? value : undefined;
};

/** A name that no trial has would look like a study with too few trials. */
const checkAttribute = (trials: History["trials"], name: string): void => {
  const complete = trials.flatMap((trial) => (trial?.state === "complete" ? [trial.attributes] : []));
  if (complete.length === 0 || complete.some((attributes) => numberAt(attributes, name) !== undefined)) return;
  const names = new Set(complete.flatMap(Object.keys).filter((each) => !isInternal(each)));
  const known = ["duration", ...[...names].filter((each) => complete.some((all) => numberAt(all, each) !== undefined))];
  throw new TuneError(
    "no-such-objective",
    `\`objective\` must be a place, or the name of a number that trials keep: ${known.join(", ")}; got "${name}".`,
    { remedy: didYouMean(name, known, "Keep one with `trial.setAttribute`.") },
  );
};

const reader = (
  { directions, objectives = [], trials }: History,
  given: ImportanceTarget | undefined,
): ((trial: TrialRecord) => number | undefined) => {
  const target = typeof given === "string" && objectives.includes(given) ? objectives.indexOf(given) : given;
  if (target === undefined && directions.length > 1)
    throw new TuneError(
      "which-objective",
      `Importance explains one number, this study has ${directions.length} objectives.`,
      { remedy: "Say which: `study.importance({ objective: 0 })`." },
    );
  if (target === "duration") return ({ startedAt, finishedAt }) => finishedAt! - startedAt!;
  if (typeof target === "string") {
    checkAttribute(trials, target);
    return ({ attributes }) => numberAt(attributes, target);
  }
  const at = target ?? 0;
  const direction = directions[at];
  if (direction === undefined)
    throw new TuneError(
      "no-such-objective",
      `\`objective\` must be a place among the ${directions.length} objectives, from 0: got ${at}.`,
    );
  return ({ values }) => (direction === "maximize" ? -values![at]! : values![at]!);
};
