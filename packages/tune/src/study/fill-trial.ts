import type { Params } from "../space/dimension.ts";
import { holds, standsFor } from "../space/domain.ts";
import { contains } from "../space/flat-space.ts";
import { enqueuedAttribute, unseenAttribute, warmAttribute } from "../trial/attributes.ts";
import type { Json, TrialRecord } from "../trial/record.ts";
import type { AskScope } from "./ask-scope.ts";
import { allowsHeld } from "./free-points.ts";
import { settled } from "./lag.ts";
import { type GivenSource, type ProposedPoint, propose, uniqueText, wordsFor } from "./propose.ts";
import type { Session } from "./session.ts";

/**
 * Gives a claimed trial its params, unless it has them from an earlier attempt or from the queue. "exhausted": there is no
 * point left for it. "gone": it came to nothing, or to another process.
 */
export const fillTrial = async (
  session: Session,
  claimed: TrialRecord,
  scope: AskScope,
): Promise<TrialRecord | "exhausted" | "gone"> => {
  if (Object.keys(claimed.params).length > 0) {
    if (scope.owner === undefined) return claimed;
    const handed = await session.storage.update(session.study.id, claimed.number, { owner: scope.owner }, own(session));
    return typeof handed === "object" ? handed : "gone";
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
    return "gone";
  }
  if (Object.keys(given).length === 0 && !(await settled(session, claimed.number))) {
    await session.storage.update(session.study.id, claimed.number, { state: "waiting" }, own(session));
    return "gone";
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
    if (updated === undefined) return "gone";
    return updated;
  }
};

export const own = ({ owner }: Session) => ({ owner });

export const unseenBy = ({ history }: Session, number: number): Readonly<Record<string, Json>> | undefined => {
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
