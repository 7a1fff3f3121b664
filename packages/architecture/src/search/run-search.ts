import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { EventLog } from "@kaviar/base/events";
import { ensemble } from "@kaviar/nn";
import { countRows } from "../data/rows.ts";
import { takeTargets } from "../data/targets.ts";
import { networkOf } from "../evaluation/network-of.ts";
import { preparingOf } from "../evaluation/preparing.ts";
import { metricNamed } from "../evaluation/score.ts";
import { type SearchTask, writeTask } from "../evaluation/task.ts";
import { recipesOf } from "../spaces/space-of.ts";
import { writeEvaluator } from "../write-evaluator.ts";
import { choose } from "./choose.ts";
import { chooseViews, seeing } from "./choose-views.ts";
import { createEncoders } from "./encoders.ts";
import type { SearchEvent } from "./events.ts";
import { type Finished, finish } from "./finish.ts";
import { folderFor } from "./folder-for.ts";
import { frontOf } from "./front-of.ts";
import { type Ground, readGround } from "./ground.ts";
import { judge } from "./judge.ts";
import { lastTraining } from "./last-training.ts";
import { openStudy } from "./open-study.ts";
import type { Budget, Options } from "./options.ts";
import type { SearchResult } from "./result.ts";
import { checkSame } from "./same-search.ts";
import type { Scored } from "./scored.ts";
import type { SearchData } from "./search-network.ts";
import { standingOf } from "./standing.ts";
import { tellEvents } from "./tell-events.ts";
import { endOf, mostEpochs, type Times, timesOf } from "./time.ts";

/** The search itself, which needs processes and files. */
export const runSearch = async (
  data: SearchData,
  options: Options,
  log: EventLog<SearchEvent>,
): Promise<SearchResult> => {
  const clock = createClock(timesOf(options.budget));
  const ground = await readGround(data, options);
  const folder = await folderFor(options.folder);
  try {
    await checkSame(folder.path, ground.all.rows, ground.all.targets, options);
    return await search(ground, options, { folder: folder.path, clock, log });
  } finally {
    await folder.forget();
  }
};

interface Clock {
  readonly began: number;
  readonly times: Times;
  /** Milliseconds since the search began. */
  readonly elapsed: () => number;
}

const createClock = (times: Times): Clock => {
  const from = performance.now();
  return { began: Date.now(), times, elapsed: () => performance.now() - from };
};

interface Surroundings {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: EventLog<SearchEvent>;
}

const search = async (
  ground: Ground,
  options: Options,
  { folder, clock, log }: Surroundings,
): Promise<SearchResult> => {
  const { architecture, facts, all, searched, held, splits, metric } = ground;
  const { seed, task: kind } = options;
  const { times, elapsed } = clock;
  const workers = options.workers ?? availableParallelism();
  const recipes = recipesOf(architecture, facts);
  const task = taskOf(ground, options, times, folder);
  await writeTask(join(folder, "task"), task);
  log.add({
    kind: "read",
    rows: all.numbers.length,
    searched: searched.numbers.length,
    held: held.numbers.length,
    classes: classesOf(ground),
    metric,
    notes: [],
  });
  const { study, run, candidateOf, resumed } = await openStudy(options, {
    ground,
    recipes,
    evaluator: await writeEvaluator(folder, "evaluatorOf", join(folder, "task")),
    workers,
    left: (best) => endOf(times, best && lastTraining(best, all.numbers.length, splits.length)) - elapsed(),
    leftAtMost: () => times.training * beginning - elapsed(),
  });
  try {
    if (resumed > 0) log.add({ kind: "resumed", tried: resumed });
    const stopTelling = tellEvents(study, candidateOf, recipes.length, log);
    const ended = await run();
    await stopTelling();
    const standing = standingOf(study, candidateOf, {
      ...{ recipes: recipes.length, ended, metric },
      rows: ground.scored.length,
    });
    const { winner, leaderboard } = standing;
    const encoders = createEncoders(ground);
    const chosen = await choose(winner, leaderboard, {
      held: takeTargets(searched.targets, ground.scored),
      metric,
      folder,
      most: options.ensemble ? Math.max(2, Math.min(workers, 3)) : 1,
      // What is put together takes the same rows in.
      isPartner: (one, other) => encoders.areSame(one.candidate, other.candidate),
    });
    const views = await chooseViews(ground, chosen, { folder, left: times.training - elapsed() });
    if (held.numbers.length > 0)
      log.add({ kind: "finishing", doing: `scoring on ${held.numbers.length} rows held out` });
    const { holdout, judged } = await judge(ground, standing, chosen, {
      ...{ folder, encoders, views, seed },
      left: times.training - elapsed(),
    });
    log.add({ kind: "finishing", doing: "training on all rows" });
    const limit = options.signal?.aborted ? soonAfter(clock) : times.training;
    const members = await finish(
      padded(chosen.members, options.ensemble ? Math.min(workers, 2) : 1),
      { ...task, rows: all.rows, targets: all.targets, splits: splits.map((split) => within(split, searched.numbers)) },
      all.numbers.length,
      { workers, folder, left: () => (limit - elapsed()) / 1000 },
    );
    const models = members.map(({ model }) => model);
    const first = members[0]!;
    return {
      ...standing,
      task: kind,
      model: seeing(models.length > 1 ? ensemble(models) : models[0]!, views),
      classes: classesOf(ground),
      metric,
      better: metricNamed(metric).better,
      members,
      validation: views?.score ?? chosen.together.score,
      views: views?.name,
      folds: splits.length,
      holdout,
      front: frontOf(leaderboard),
      study,
      rows: all.numbers.length,
      seed,
      holdoutGiven: options.holdout,
      network: networkOf(architecture, winner.candidate, facts, encoders.of(winner.candidate).prepared),
      // What is solved on all rows has learned how to encode them from all rows too.
      encoding: (endsAnew(first)
        ? preparingOf(architecture, first.member.candidate, facts, all.rows)
        : encoders.of(first.member.candidate)
      ).json,
      judged,
      began: clock.began,
      facts,
      targets: all.targets,
      notes: notesOf(members, held.numbers.length, holdout?.rows),
      ended,
      seconds: elapsed() / 1000,
    };
  } catch (error) {
    await study.close().catch(() => {});
    throw error;
  }
};

/** What was left out for want of time. */
const notesOf = (members: readonly Finished[], held: number, judged: number | undefined): readonly string[] => [
  ...(members.some(({ epochs }) => epochs === 0)
    ? ["There was no time to train on all rows: a network is as the search has left it."]
    : []),
  ...(judged !== undefined && judged < held
    ? [`The honest score is of ${judged} of the ${held} rows held out: there was no time for more.`]
    : []),
];

const taskOf = (
  { searched, facts, splits, metric, url }: Ground,
  { task: kind, seed, budget }: Options,
  { whole }: Times,
  folder: string,
): SearchTask => ({
  ...{ kind, facts, splits, seed, metric, folder },
  rows: searched.rows,
  targets: searched.targets,
  plan: { seconds: whole, epochs: epochsOf(budget) ?? mostEpochs(countRows(searched.rows), 64) },
  architecture: url,
});

const classesOf = ({ all: { targets } }: Ground): readonly string[] | undefined =>
  targets.kind === "classes" ? targets.classes : undefined;

/** The share of all the time that there is for what a search begins with, where that is slow. */
const beginning = 0.85;

/** The time by which a search that was ended early is over: a third of what it took, and milliseconds at least. */
const afterAbort = { share: 4 / 3, least: 5_000 } as const;

/** Whoever ends a search early does not want to wait for long. */
const soonAfter = ({ times, elapsed }: Clock): number =>
  Math.min(times.training, Math.max(elapsed() * afterAbort.share, elapsed() + afterAbort.least));

const endsAnew = ({ member, epochs }: Finished): boolean => member.candidate.training === undefined && epochs > 0;

const epochsOf = (budget: Budget): number | undefined => ("trials" in budget ? budget.epochs : undefined);

/** The winner once more with other batches, where nothing else is worth being trained beside it. */
const padded = (members: readonly Scored[], count: number): readonly Scored[] =>
  members.length >= count || members[0]!.candidate.training === undefined
    ? members
    : [...members, ...Array.from({ length: count - members.length }, () => members[0]!)];

const within = (split: { readonly training: Int32Array; readonly validation: Int32Array }, rows: Int32Array) => ({
  training: split.training.map((i) => rows[i]!),
  validation: split.validation.map((i) => rows[i]!),
});
