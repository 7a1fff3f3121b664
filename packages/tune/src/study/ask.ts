import type { Params } from "../space/dimension.ts";
import { holds } from "../space/domain.ts";
import { contains, countPoints, type FlatSpace } from "../space/flat-space.ts";
import { enqueuedAttribute, unseenAttribute, warmAttribute } from "../trial/attributes.ts";
import type { Json, TrialRecord } from "../trial/record.ts";
import { draftPoints } from "./asked-before.ts";
import type { Desk } from "./desk.ts";
import {
  countAllowed,
  type GivenSource,
  type Ground,
  isAskedOnce,
  type ProposedPoint,
  propose,
  uniqueText,
  wordsFor,
} from "./propose.ts";

/** The space a trial is asked from: declared, or (undefined) what define-by-run trials have shown so far. */
export interface AskGround {
  readonly space: FlatSpace | undefined;
  allows(params: Params): boolean;
  /** The flat form of a point as a user writes it. */
  encode(values: unknown): Params;
  readonly limit?: number;
  /** Who runs it: this process, unless it is asked by hand. */
  readonly owner?: string;
  readonly budget: Ground["budget"];
}

/** Nothing to run: the study has all its trials, or every point of its space was asked. */
export type Nothing = "limit" | "exhausted";

/** The next trial of the study, owned by this process, its params proposed and stored. */
export const askTrial = async (desk: Desk, ground: AskGround): Promise<TrialRecord | Nothing> => {
  // Promotion and the count of free points look at the study as it is; a claim does not need to.
  const looks = desk.pruner?.promote !== undefined || desk.sampler.isExhausted !== undefined;
  if (looks || freePoints(desk, ground) < Infinity) await desk.sync();
  await promote(desk);
  if (isExhausted(desk, ground) && !desk.history.trials.some((trial) => trial?.state === "waiting")) return "exhausted";
  const claiming = desk.storage.claim(desk.study.id, {
    owner: ground.owner ?? desk.owner,
    startedAt: Date.now(),
    ...(ground.limit !== undefined && { limit: ground.limit }),
  });
  const reading = desk.syncBehind(claiming);
  const claimed = await claiming;
  if (claimed === undefined) return "limit";
  try {
    await reading;
    return await fill(desk, claimed, ground);
  } catch (error) {
    // Whatever failed, the claimed trial is not to be left running with nobody at it.
    const condition = { owner: ground.owner ?? desk.owner };
    await desk.storage.update(desk.study.id, claimed.number, { state: "waiting" }, condition).catch(() => {});
    throw error;
  }
};

/** Gives a claimed trial its params, unless it has them from an earlier attempt or from the queue. */
const fill = async (desk: Desk, claimed: TrialRecord, ground: AskGround): Promise<TrialRecord | Nothing> => {
  if (Object.keys(claimed.params).length > 0) return announce(desk, claimed);
  const space = ground.space ?? desk.learner.space();
  const fail = (error: string) =>
    desk.storage.update(desk.study.id, claimed.number, { state: "failed", error, finishedAt: Date.now() });
  let given: Params;
  try {
    given = givenTo(claimed, ground);
  } catch (error) {
    await fail((error as Error).message);
    return askTrial(desk, ground);
  }
  const source: GivenSource = warmAttribute in claimed.attributes ? "warm-start" : "enqueued";
  const isGiven = Object.keys(given).length > 0;
  const isWhole = isGiven && ground.space !== undefined && contains(space, given);
  const refused = new Set<string>();
  for (;;) {
    const seen = desk.history.revision;
    const attributes = unseenBy(desk, claimed.number);
    const proposal: ProposedPoint | undefined = isWhole
      ? { params: given, sampler: wordsFor[source], origin: source }
      : await propose(desk, claimed.number, { ...ground, space, given, source, refused });
    if (proposal === undefined) {
      await fail("every point of the space was asked before this trial got one");
      return "exhausted";
    }
    // What a define-by-run objective has not shown yet may be enqueued all the same.
    const params = ground.space === undefined ? { ...given, ...proposal.params } : proposal.params;
    // Who enqueues a point, or a part of one, may have it again.
    const unique = isGiven ? undefined : uniqueText(desk, space, params);
    const updated = await desk.storage.update(
      desk.study.id,
      claimed.number,
      { ...proposal, params, dimensions: space, seen, ...(attributes && { attributes }) },
      { owner: ground.owner ?? desk.owner, ...(unique !== undefined && { unique }) },
    );
    if (updated === "taken") {
      await desk.sync();
      refused.add(unique!);
      continue;
    }
    if (updated === undefined) return askTrial(desk, ground);
    return announce(desk, updated);
  }
};

const unseenBy = ({ history }: Desk, number: number): Readonly<Record<string, Json>> | undefined => {
  const unseen: number[] = [];
  for (const trial of history.running.values())
    if (trial.number !== number && trial.seen === undefined) unseen.push(trial.number);
  return unseen.length > 0 ? { [unseenAttribute]: unseen } : undefined;
};

const nothingGiven: Params = Object.freeze({});

/** The values that come with a trial: enqueued, or taken from another study as far as this space holds them. */
const givenTo = ({ attributes }: TrialRecord, ground: AskGround): Params => {
  const warm = attributes[warmAttribute] as Params | undefined;
  const enqueued = attributes[enqueuedAttribute];
  if (warm === undefined) return enqueued === undefined ? nothingGiven : ground.encode(enqueued);
  const domains = new Map(ground.space?.map(({ name, domain }) => [name, domain]));
  return Object.fromEntries(
    Object.entries(warm).filter(([name, value]) => {
      const domain = domains.get(name);
      return ground.space === undefined || (domain !== undefined && holds(domain, value));
    }),
  );
};

const announce = (desk: Desk, trial: TrialRecord): TrialRecord => {
  desk.events.emit({ kind: "asked", trial, sampler: trial.sampler, why: trial.why });
  return trial;
};

/** Lets the pruner send a stopped trial on: it waits, and is claimed before a new one is made. */
const promote = async (desk: Desk): Promise<void> => {
  const number = desk.pruner?.promote?.(desk.curves.all(), { seed: desk.study.seed });
  if (number === undefined) return;
  const updated = await desk.storage.update(desk.study.id, number, { state: "waiting" }, { from: "pruned" });
  if (updated === undefined) return;
  desk.events.emit({ kind: "promoted", number });
  await desk.sync();
};

/** Whether every point was asked, or the sampler has gone through all of its own. */
const isExhausted = (desk: Desk, ground: AskGround): boolean => {
  if (freePoints(desk, ground) === 0) return true;
  const { sampler, history, study } = desk;
  const space = ground.space ?? desk.learner.space();
  return sampler.isExhausted?.({ space, history, seed: study.seed, admits: ground.allows }) ?? false;
};

const counts = new WeakMap<FlatSpace, number>();

/** How many points are left to ask; Infinity where points may repeat or cannot be counted. */
const freePoints = (desk: Desk, ground: AskGround): number => {
  const space = ground.space ?? desk.learner.space();
  if (!isAskedOnce(desk, space) || countPoints(space) === Infinity) return Infinity;
  const count = counts.get(space) ?? countAllowed(space, ground.allows);
  counts.set(space, count);
  return Math.max(count - desk.askedPoints.size - draftPoints(desk, space).size, 0);
};
