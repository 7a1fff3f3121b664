import { join } from "node:path";
import type { EventLog } from "@kaviar/base/events";
import type { Candidate } from "../contract/candidate.ts";
import { countRows } from "../data/rows.ts";
import type { SharedStudy } from "../evaluation/keep-with-study.ts";
import { type SearchTask, writeTask } from "../evaluation/task.ts";
import { writeEvaluator } from "../write-evaluator.ts";
import type { Clock } from "./clock.ts";
import type { SearchEvent } from "./events.ts";
import { classesOf, type Ground } from "./ground.ts";
import { lastTraining } from "./last-training.ts";
import type { Budget, Options } from "./options.ts";
import type { Scored } from "./scored.ts";
import { endOf, mostEpochs } from "./time.ts";

/** The share of all the time that there is for what a search begins with, where that is slow. */
const beginning = 0.85;

/** What all trials of a search have in common. */
export const taskOf = (
  { searched, facts, splits, metric, url }: Ground,
  { task: kind, seed, budget }: Options,
  { times }: Clock,
  { folder, shared }: { readonly folder: string; readonly shared?: SharedStudy | undefined },
): SearchTask => ({
  ...{ kind, facts, splits, seed, metric, folder, shared },
  rows: searched.rows,
  targets: searched.targets,
  plan: { seconds: times.whole, epochs: epochsOf(budget) ?? mostEpochs(countRows(searched.rows), 64) },
  architecture: url,
});

/** Writes down what workers need; gives what tries candidates with it. */
export const tryingOf = async (
  ground: Ground,
  task: SearchTask,
  { times, elapsed }: Clock,
  others: { readonly workers: number; readonly candidateOf: (params: never) => Candidate },
) => {
  const file = join(task.folder, "task");
  await writeTask(file, task);
  const { all, splits } = ground;
  return {
    ...others,
    ground,
    evaluator: await writeEvaluator(task.folder, "evaluatorOf", file),
    left: (best: Scored | undefined) =>
      endOf(times, best && lastTraining(best, all.numbers.length, splits.length)) - elapsed(),
    leftAtMost: () => times.training * beginning - elapsed(),
  };
};

/** Says what was read. */
export const tellRead = (ground: Ground, log: EventLog<SearchEvent>): void =>
  log.add({
    kind: "read",
    rows: ground.all.numbers.length,
    searched: ground.searched.numbers.length,
    held: ground.held.numbers.length,
    classes: classesOf(ground),
    metric: ground.metric,
    notes: [],
  });

const epochsOf = (budget: Budget): number | undefined => ("trials" in budget ? budget.epochs : undefined);
