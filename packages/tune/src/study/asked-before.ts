import type { Params } from "../space/dimension.ts";
import { contains, type FlatSpace, fingerprint, isCountable } from "../space/flat-space.ts";
import { enqueuedAttribute } from "../trial/attributes.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Session } from "./session.ts";

/**
 * Whether a define-by-run trial that asks for nothing else would be another trial over again: one that has ended, or,
 * if `mayGoOn`, one that runs in this process and stands there now. Never with an objective that may be repeated, and
 * not for a trial that a user enqueued.
 */
export const askedBefore = (session: Session, trial: TrialRecord, params: Params, mayGoOn: boolean): boolean => {
  if (!session.deterministic || enqueuedAttribute in trial.attributes) return false;
  const point = fingerprint(params);
  if (mayGoOn || contains(session.learner.space(), params))
    for (const [other, asked] of session.drafts)
      if (other !== trial.number && fingerprint(asked) === point) return true;
  let ended = session.askedPoints.get(point) ?? 0;
  // Of those that run only a proposal is known, which their objectives need not follow.
  for (const { params: proposed } of session.history.running.values()) if (fingerprint(proposed) === point) ended--;
  return ended > 0;
};

/** Points of the space that running define-by-run trials stand at, which their proposals do not tell. */
export const draftPoints = (session: Session, space: FlatSpace): ReadonlySet<string> => {
  const points = new Set<string>();
  for (const asked of session.drafts.values()) {
    if (Object.keys(asked).length === 0 || !contains(space, asked) || !isCountable(space, asked)) continue;
    const point = fingerprint(asked);
    if (!session.askedPoints.has(point)) points.add(point);
  }
  return points;
};
