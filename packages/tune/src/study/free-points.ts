import { agrees } from "../samplers/fixed/without-held.ts";
import { allowsAll } from "../space/compile-space.ts";
import type { Params } from "../space/dimension.ts";
import { countPoints, type FlatSpace } from "../space/flat-space.ts";
import type { AskScope } from "./ask-scope.ts";
import { countAllowed, isAskedOnce } from "./propose.ts";
import type { Session } from "./session.ts";

/** By what is held, and by the constraints: the same function for the same ones. */
const held = new WeakMap<Params, WeakMap<AskScope["allows"], AskScope["allows"]>>();

/** What the constraints allow, with the values that the sampler holds. */
export const allowsHeld = ({ sampler }: Session, { allows }: Pick<AskScope, "allows">): AskScope["allows"] => {
  if (sampler.held === undefined) return allows;
  const values = sampler.held;
  const known = held.get(values) ?? new WeakMap<AskScope["allows"], AskScope["allows"]>();
  held.set(values, known);
  const both = known.get(allows) ?? ((params: Params) => agrees(params, values) && allows(params));
  known.set(allows, both);
  return both;
};

/** Whether running trials stand wherever a define-by-run trial could go, as far as is known. */
export const isTaken = ({ deterministic, asked }: Session, { space }: AskScope): boolean =>
  space === undefined && deterministic && !asked.hasFree();

/** Whether every point was asked, or the sampler has gone through all of its own. */
export const isExhausted = (session: Session, scope: AskScope): boolean => {
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
export const freePoints = (session: Session, scope: AskScope): number => {
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
