import { agrees } from "../samplers/fixed/without-held.ts";
import { allowsAll } from "../space/compile-space.ts";
import type { Params } from "../space/dimension.ts";
import { holds, standsFor } from "../space/domain.ts";
import { contains, countPoints, type FlatSpace } from "../space/flat-space.ts";
import type { Space } from "../space/parameter.ts";
import { enqueuedAttribute, unseenAttribute, warmAttribute } from "../trial/attributes.ts";
import type { Json, TrialRecord } from "../trial/record.ts";
import { settled } from "./lag.ts";
import {
  countAllowed,
  type GivenSource,
  isAskedOnce,
  type ProposalScope,
  type ProposedPoint,
  propose,
  uniqueText,
  wordsFor,
} from "./propose.ts";
import type { Session } from "./session.ts";

/** What a trial is asked from: the declared space, or (undefined) what define-by-run trials have shown of theirs so far. */
export interface AskScope {
  readonly space: FlatSpace | undefined;
  /** The same as it was declared, to be kept with the trial. */
  readonly declared?: Space | undefined;
  allows(params: Params): boolean;
  /** The flat form of a point as a user writes it. */
  encode(values: unknown): Params;
  readonly limit?: number;
  /** Whether who asks can ask again later. */
  readonly waits?: boolean;
  /** Whom it is handed to once it has its point; this process runs it when left out. */
  readonly owner?: string;
  readonly budget: ProposalScope["budget"];
}

/**
 * Nothing to run: the study has all its trials, or every point of its space was asked; or nothing yet, as every point that is
 * known is being run, and those who run there may show more.
 */
export type Nothing = "limit" | "exhausted" | "later";

/** The next trial of the study, owned by this process, its params proposed and stored. */
export const askTrial = async (session: Session, scope: AskScope): Promise<TrialRecord | Nothing> => {
  // Promoting a trial and counting the free points need the study as it is now. To claim a trial nothing has to be read.
  const looks = session.pruner?.promote !== undefined || session.sampler.isExhausted !== undefined;
  const counts = scope.space === undefined ? session.asked.isFinite() : freePoints(session, scope) < Infinity;
  if (looks || counts) await session.sync();
  await promote(session);
  const isQueued = () => session.history.trials.some((trial) => trial?.state === "waiting");
  if (isExhausted(session, scope) && !isQueued()) return "exhausted";
  if (scope.waits && isTaken(session, scope) && !isQueued()) return "later";
  const claiming = session.storage.claim(session.study.id, {
    // This process's until it has its point: who dies before that leaves nothing behind.
    owner: session.owner,
    startedAt: Date.now(),
    ...(scope.limit !== undefined && { limit: scope.limit }),
  });
  const reading = session.syncBehind(claiming);
  // When the claim fails too, that is what is told.
  reading.catch(() => {});
  const claimed = await claiming;
  if (claimed === undefined) return "limit";
  try {
    await reading;
    return await fill(session, claimed, scope);
  } catch (error) {
    // Whatever failed: a claimed trial that nobody runs must not stay in the state of running.
    await session.storage.update(session.study.id, claimed.number, { state: "waiting" }, own(session)).catch(() => {});
    await session.sync().catch(() => {});
    throw error;
  }
};

/** By what is held, and by the constraints: the same function for the same ones. */
const held = new WeakMap<Params, WeakMap<AskScope["allows"], AskScope["allows"]>>();

/** What the constraints allow, with the values that the sampler holds. */
const allowsHeld = ({ sampler }: Session, { allows }: Pick<AskScope, "allows">): AskScope["allows"] => {
  if (sampler.held === undefined) return allows;
  const values = sampler.held;
  const known = held.get(values) ?? new WeakMap<AskScope["allows"], AskScope["allows"]>();
  held.set(values, known);
  const both = known.get(allows) ?? ((params: Params) => agrees(params, values) && allows(params));
  known.set(allows, both);
  return both;
};

/** Gives a claimed trial its params, unless it has them from an earlier attempt or from the queue. */
const fill = async (session: Session, claimed: TrialRecord, scope: AskScope): Promise<TrialRecord | Nothing> => {
  if (Object.keys(claimed.params).length > 0) {
    if (scope.owner === undefined) return announce(session, claimed);
    const handed = await session.storage.update(session.study.id, claimed.number, { owner: scope.owner }, own(session));
    return typeof handed === "object" ? announce(session, handed) : askTrial(session, scope);
  }
  const isLearned = scope.space === undefined;
  const space = scope.space ?? session.learner.space();
  const fail = (error: string) =>
    session.storage.update(session.study.id, claimed.number, { state: "failed", error, finishedAt: Date.now() });
  let given: Params;
  try {
    given = givenTo(claimed, scope);
  } catch (error) {
    await fail((error as Error).message);
    return askTrial(session, scope);
  }
  if (Object.keys(given).length === 0 && !(await settled(session, claimed.number))) {
    await session.storage.update(session.study.id, claimed.number, { state: "waiting" }, own(session));
    return askTrial(session, scope);
  }
  const source: GivenSource = warmAttribute in claimed.attributes ? "warm-start" : "enqueued";
  const isGiven = Object.keys(given).length > 0;
  // What somebody gives counts more than what is held.
  const allows = isGiven ? scope.allows : allowsHeld(session, scope);
  const isWhole = isGiven && scope.space !== undefined && contains(space, given);
  const refused = new Set<string>();
  let isContested = true;
  for (;;) {
    const seen = session.history.revision;
    const attributes = unseenBy(session, claimed.number);
    const proposal: ProposedPoint | undefined = isWhole
      ? { params: given, sampler: wordsFor[source], origin: source }
      : await propose(session, claimed.number, { ...scope, allows, space, isLearned, given, source, refused });
    if (proposal === undefined) {
      await fail("every point of the space was asked before this trial got one");
      await session.sync();
      return "exhausted";
    }
    // A point may be enqueued with parameters that no define-by-run trial has asked for yet.
    const params = scope.space === undefined ? { ...given, ...proposal.params } : proposal.params;
    // A point that somebody enqueued is run again, also in a study whose points are asked only once.
    const unique = isGiven || !isContested ? undefined : uniqueText(session, space, params);
    const updated = await session.storage.update(
      session.study.id,
      claimed.number,
      {
        ...proposal,
        params,
        dimensions: space,
        seen,
        ...(scope.declared && { space: scope.declared }),
        ...(attributes && { attributes }),
        ...(scope.owner !== undefined && { owner: scope.owner }),
      },
      { ...own(session), ...(unique !== undefined && { unique }) },
    );
    if (updated === "taken") {
      await session.sync();
      // A define-by-run trial that was to have this point may have ended at another one: then it is free.
      if (isLearned && session.asked.admits(params)) isContested = false;
      else refused.add(unique!);
      continue;
    }
    if (updated === undefined) return askTrial(session, scope);
    return announce(session, updated);
  }
};

const own = ({ owner }: Session) => ({ owner });

const unseenBy = ({ history }: Session, number: number): Readonly<Record<string, Json>> | undefined => {
  const unseen: number[] = [];
  for (const trial of history.running.values())
    if (trial.number !== number && trial.seen === undefined) unseen.push(trial.number);
  return unseen.length > 0 ? { [unseenAttribute]: unseen } : undefined;
};

const nothingGiven: Params = Object.freeze({});

/** The values that come with a trial: enqueued, or taken from another study as far as this space holds them. */
const givenTo = ({ attributes }: TrialRecord, scope: AskScope): Params => {
  const warm = attributes[warmAttribute] as Params | undefined;
  const enqueued = attributes[enqueuedAttribute];
  if (warm === undefined) return enqueued === undefined ? nothingGiven : scope.encode(enqueued);
  const domains = new Map(scope.space?.map(({ name, domain }) => [name, domain]));
  return Object.fromEntries(
    Object.entries(warm).flatMap(([name, value]) => {
      if (scope.space === undefined) return [[name, value]];
      const domain = domains.get(name);
      return domain !== undefined && holds(domain, value) ? [[name, standsFor(domain, value)]] : [];
    }),
  );
};

const announce = (session: Session, trial: TrialRecord): TrialRecord => {
  session.events.emit({ kind: "asked", trial, sampler: trial.sampler, why: trial.why });
  return trial;
};

/** Lets the pruner send a stopped trial on: it waits, and is claimed before a new one is made. */
const promote = async (session: Session): Promise<void> => {
  const number = session.pruner?.promote?.(session.curves.all(), { seed: session.study.seed });
  if (number === undefined) return;
  const updated = await session.storage.update(session.study.id, number, { state: "waiting" }, { from: "pruned" });
  if (updated === undefined) return;
  session.events.emit({ kind: "promoted", number });
  await session.sync();
};

/** Whether running trials stand wherever a define-by-run trial could go, as far as is known. */
const isTaken = ({ deterministic, asked }: Session, { space }: AskScope): boolean =>
  space === undefined && deterministic && !asked.hasFree();

/** Whether every point was asked, or the sampler has gone through all of its own. */
const isExhausted = (session: Session, scope: AskScope): boolean => {
  const { sampler, history, study, asked } = session;
  if (scope.space === undefined && session.deterministic && asked.isWhole()) return true;
  if (freePoints(session, scope) === 0) return true;
  const space = scope.space ?? session.learner.space();
  const isThrough =
    sampler.isExhausted?.({ space, history, seed: study.seed, admits: allowsHeld(session, scope) }) ?? false;
  if (isThrough && sampler.leavesOut?.(space)) return true;
  // What trials have shown of their space need not be all of it: a list of it may end before the points do.
  return isThrough && !(scope.space === undefined && session.deterministic && asked.isFinite());
};

/** By the constraints, as the same dimensions may be declared with others. */
const counts = new WeakMap<AskScope["allows"], WeakMap<FlatSpace, number>>();

/** How many points of a declared space are left to ask; Infinity where points may repeat or cannot be counted. */
const freePoints = (session: Session, scope: AskScope): number => {
  const { space } = scope;
  const allows = allowsHeld(session, scope);
  if (space === undefined || !isAskedOnce(session, space) || countPoints(space) === Infinity) return Infinity;
  const counted = counts.get(allows) ?? new WeakMap<FlatSpace, number>();
  counts.set(allows, counted);
  const count = counted.get(space) ?? countAllowed(space, allows);
  counted.set(space, count);
  return Math.max(count - countAsked(session, allows), 0);
};

const asked = new WeakMap<AskScope["allows"], WeakMap<Session, Map<string, boolean>>>();

/** How many of the allowed points were asked: others may have been before, under other constraints. */
const countAsked = (session: Session, allows: AskScope["allows"]): number => {
  if (allows === allowsAll) return session.askedPoints.size;
  const bySession = asked.get(allows) ?? new WeakMap<Session, Map<string, boolean>>();
  asked.set(allows, bySession);
  const known = bySession.get(session) ?? new Map<string, boolean>();
  bySession.set(session, known);
  let count = 0;
  for (const [point, { params }] of session.askedPoints) {
    const isAllowed = known.get(point) ?? allows(params);
    known.set(point, isAllowed);
    if (isAllowed) count++;
  }
  return count;
};
