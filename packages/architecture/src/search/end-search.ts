import type { EventLog } from "@kaviar/base/events";
import { ensemble } from "@kaviar/nn";
import type { Study } from "@kaviar/tune";
import { takeTargets } from "../data/targets.ts";
import { networkOf } from "../evaluation/network-of.ts";
import { preparingOf } from "../evaluation/preparing.ts";
import { metricNamed } from "../evaluation/score.ts";
import type { SearchTask } from "../evaluation/task.ts";
import { choose } from "./choose.ts";
import { chooseViews, seeing } from "./choose-views.ts";
import type { Clock } from "./clock.ts";
import { createEncoders } from "./encoders.ts";
import type { SearchEvent } from "./events.ts";
import { type Finished, finish } from "./finish.ts";
import { frontOf } from "./front-of.ts";
import { classesOf, type Ground } from "./ground.ts";
import { judge } from "./judge.ts";
import type { Options } from "./options.ts";
import type { SearchResult } from "./result.ts";
import type { Scored } from "./scored.ts";
import type { Standing } from "./standing.ts";

interface Ending {
  readonly ground: Ground;
  readonly task: SearchTask;
  readonly standing: Standing;
  /** Why it ended. */
  readonly ended: string;
  readonly folder: string;
  readonly clock: Clock;
  readonly workers: number;
  /** How many networks may be put together, and how many are trained on all rows. */
  readonly together: { readonly most: number; readonly trained: number };
  readonly log: EventLog<SearchEvent>;
}

/** How many networks there are in the end, by as many processes as there are for them. */
export const togetherBy = ({ ensemble }: Options, workers: number): Ending["together"] => ({
  most: ensemble ? Math.max(2, Math.min(workers, 3)) : 1,
  trained: ensemble ? Math.min(workers, 2) : 1,
});

/** What a search comes to: of all that was scored one is chosen, or some together, and trained on all rows. */
export const endSearch = async (study: Study, options: Options, ending: Ending): Promise<SearchResult> => {
  const { ground, task, standing, ended, folder, clock, workers, together, log } = ending;
  const { architecture, facts, all, searched, held, splits, metric } = ground;
  const { seed, task: kind } = options;
  const { times, elapsed } = clock;
  const { winner, leaderboard } = standing;
  const encoders = createEncoders(ground);
  const chosen = await choose(winner, leaderboard, {
    held: takeTargets(searched.targets, ground.scored),
    metric,
    folder,
    most: together.most,
    // What is put together takes the same rows in.
    isPartner: (one, other) => encoders.areSame(one.candidate, other.candidate),
  });
  const views = await chooseViews(ground, chosen, { folder, left: times.training - elapsed() });
  if (held.numbers.length > 0) log.add({ kind: "finishing", doing: `scoring on ${held.numbers.length} rows held out` });
  const { holdout, judged } = await judge(ground, standing, chosen, {
    ...{ folder, encoders, views, seed },
    left: times.training - elapsed(),
  });
  log.add({ kind: "finishing", doing: "training on all rows" });
  const limit = options.signal?.aborted ? soonAfter(clock) : times.training;
  const members = await finish(
    padded(chosen.members, together.trained),
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

/** The time by which a search that was ended early is over: a third of what it took, and milliseconds at least. */
const afterAbort = { share: 4 / 3, least: 5_000 } as const;

/** Whoever ends a search early does not want to wait for long. */
const soonAfter = ({ times, elapsed }: Clock): number =>
  Math.min(times.training, Math.max(elapsed() * afterAbort.share, elapsed() + afterAbort.least));

const endsAnew = ({ member, epochs }: Finished): boolean => member.candidate.training === undefined && epochs > 0;

/** The winner once more with other batches, where nothing else is worth being trained beside it. */
const padded = (members: readonly Scored[], count: number): readonly Scored[] =>
  members.length >= count || members[0]!.candidate.training === undefined
    ? members
    : [...members, ...Array.from({ length: count - members.length }, () => members[0]!)];

const within = (split: { readonly training: Int32Array; readonly validation: Int32Array }, rows: Int32Array) => ({
  training: split.training.map((i) => rows[i]!),
  validation: split.validation.map((i) => rows[i]!),
});
