import type { Params } from "../space/dimension.ts";
import { contains, type FlatSpace, fingerprint } from "../space/flat-space.ts";
import { foreseenAttribute, unseenAttribute } from "../trial/attributes.ts";
import type { History } from "../trial/history.ts";
import { isGiven } from "../trial/origin.ts";
import { isFinished, type TrialRecord } from "../trial/record.ts";
import type { AskScope } from "./ask-scope.ts";
import { type ProposalScope, propose } from "./propose.ts";
import { createSession, type Session, type SessionParts } from "./session.ts";

/** A trial whose point, asked again, came out otherwise. */
interface Difference {
  readonly number: number;
  readonly recorded: Params;
  readonly replayed: Params | undefined;
}

export interface Replay {
  /** How many trials were asked again. */
  readonly asked: number;
  /** Trials that no sampler proposed: enqueued, handed out twice, or never given a point. */
  readonly skipped: number;
  readonly differences: readonly Difference[];
}

/**
 * Asks the sampler for every trial again, each time with the history it was asked with: with several workers the order
 * in which trials end is chance, but it is recorded, and given that order nothing is.
 *
 * Exact for samplers that look at params and values. Those that look at reports of running trials, and studies whose
 * trials were promoted, may differ; so may trials asked by hand with another budget.
 */
export const replayStudy = async (
  parts: SessionParts,
  recorded: History,
  scope: Pick<AskScope, "space" | "allows">,
  budget: ProposalScope["budget"],
): Promise<Replay> => {
  const session = createSession(parts);
  const trials = recorded.trials.filter((trial): trial is TrialRecord => trial !== undefined);
  const proposed = trials.filter(
    (trial) => trial.seen !== undefined && trial.askedIn !== undefined && trial.attempt === 1,
  );
  const order = proposed.toSorted((a, b) => a.seen! - b.seen! || a.number - b.number);
  const happened = eventsOf(trials);
  const differences: Difference[] = [];
  let skipped = trials.length - proposed.length;
  let next = 0;
  for (const trial of order) {
    const until = happened.findIndex(({ revision }, i) => i >= next && revision > trial.seen!);
    const end = until < 0 ? happened.length : until;
    take(
      session,
      happened.slice(next, end).map(({ record }) => record),
      trial.seen!,
    );
    next = end;
    const foreseen = ((trial.attributes[foreseenAttribute] ?? []) as readonly number[]).map((number) =>
      asRunning(recorded.trials[number]!),
    );
    take(session, foreseen, trial.seen!);
    if (isGiven(trial.origin)) {
      skipped++;
      continue;
    }
    const space = scope.space ?? session.learner.space();
    const proposal = await propose(session, trial.number, {
      space,
      isLearned: scope.space === undefined,
      allows: scope.allows,
      given: {},
      source: "enqueued",
      refused: new Set(),
      budget,
    });
    if (proposal === undefined || !agrees(space, trial, proposal.params))
      differences.push({ number: trial.number, recorded: trial.params, replayed: proposal?.params });
  }
  return { asked: order.length + trials.length - proposed.length - skipped, skipped, differences };
};

/**
 * What became visible when: a trial as running once it had its point, and as it ended. Those that were asked while its
 * point was being chosen have said that they did not see it.
 */
const eventsOf = (trials: readonly TrialRecord[]) => {
  const shownAfter = new Map<number, number>();
  for (const { seen = 0, attributes } of trials)
    for (const number of (attributes[unseenAttribute] ?? []) as readonly number[])
      shownAfter.set(number, Math.max(shownAfter.get(number) ?? 0, seen + 0.5));
  return trials
    .flatMap((trial) => {
      const { askedIn, toldIn } = trial;
      const running = asRunning(trial);
      return [
        ...(askedIn === undefined
          ? []
          : [{ revision: Math.max(askedIn, shownAfter.get(trial.number) ?? 0), record: running }]),
        ...(toldIn === undefined || !isFinished(trial) ? [] : [{ revision: toldIn, record: trial }]),
      ];
    })
    .sort((a, b) => a.revision - b.revision);
};

const asRunning = ({ values, error, finishedAt, toldIn, ...asked }: TrialRecord): TrialRecord => ({
  ...asked,
  state: "running",
});

const take = (session: Session, trials: readonly TrialRecord[], revision: number): void => {
  session.apply({ revision, trials, reports: [] });
  for (const { number, state, params, dimensions } of trials) {
    if (state !== "running") continue;
    // What it asked for was known as soon as it had asked.
    const way = session.asked.follow(number, {});
    for (const { name, domain } of dimensions) {
      way.asks(name, domain);
      way.takes(params[name]!);
    }
  }
};

/** A define-by-run trial may have asked for less or more than was proposed: what was proposed and used must agree. */
const agrees = (space: FlatSpace, trial: TrialRecord, proposed: Params): boolean =>
  contains(space, trial.params)
    ? fingerprint(trial.params) === fingerprint(proposed)
    : Object.entries(proposed).every(([name, value]) => !(name in trial.params) || trial.params[name] === value);
