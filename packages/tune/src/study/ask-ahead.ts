import { frozenCopy } from "../storage/frozen.ts";
import type { PointAhead } from "../storage/storage.ts";
import { foreseenAttribute } from "../trial/attributes.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { AskScope } from "./ask-scope.ts";
import { unseenBy } from "./fill-trial.ts";
import { allowsHeld } from "./free-points.ts";
import { propose, uniqueText } from "./propose.ts";
import type { Session } from "./session.ts";

/** Older than so many milliseconds, what is known of a study is read anew before a point is proposed on it. */
const fresh = 50;

/** A point for a trial that is not claimed yet, and the trial as the session shows it until it is. */
export interface Ahead {
  readonly point: PointAhead;
  readonly expected: TrialRecord;
}

/**
 * Proposes the point of the next new trial before it is claimed, so that claiming it and giving it its point is one step of
 * the storage. Undefined where the trial has to be known first: one that waits comes before a new one, a define-by-run
 * trial shows more of its space, and a sampler with a lag waits for what goes before the trial.
 */
export const proposeAhead = async (
  session: Session,
  scope: AskScope,
  startedAt: number,
): Promise<Ahead | undefined> => {
  const { space, limit = Infinity, declared, owner, budget } = scope;
  const { history, sampler } = session;
  if (space === undefined || sampler.lag !== undefined) return undefined;
  if (performance.now() - session.readAt > fresh) await session.sync();
  const number = history.trials.length;
  if (number >= limit || history.waiting.size > 0) return undefined;

  const seen = history.revision;
  const attributes = { ...unseenBy(session, number), ...foreseenBy(session) };
  const bare: TrialRecord = Object.freeze({
    number,
    state: "running",
    params: {},
    dimensions: [],
    attributes: {},
    constraints: {},
    attempt: 1,
    owner: session.owner,
    startedAt,
  });
  session.foresee(number, undefined, bare);
  const forget = () => session.foresee(number, bare, undefined);
  const proposal = await propose(session, number, {
    space,
    isLearned: false,
    allows: allowsHeld(session, scope),
    given: {},
    source: "enqueued",
    refused: new Set(),
    budget,
  }).catch((error: unknown) => {
    forget();
    throw error;
  });
  if (proposal === undefined) {
    forget();
    return undefined;
  }
  const patch: PointAhead["patch"] = {
    ...proposal,
    dimensions: space,
    seen,
    ...(declared && { space: declared }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(owner !== undefined && { owner }),
  };
  const unique = uniqueText(session, space, proposal.params);
  // What users do to what they see must not change the study, nor what the sampler may still use.
  const { params, notes } = proposal;
  const own = { params: Object.freeze({ ...params }), ...(notes !== undefined && { notes: frozenCopy(notes) }) };
  const expected: TrialRecord = Object.freeze({ ...bare, ...patch, ...own });
  // Another process may have got the number while the sampler was at it.
  if (!session.foresee(number, bare, expected)) return undefined;
  return { point: { number, patch, ...(unique !== undefined && { unique }) }, expected };
};

/** Whether a claimed trial is the one that was expected, with the point that was proposed for it. */
export const isAsExpected = (claimed: TrialRecord, { point }: Ahead): boolean =>
  claimed.number === point.number && claimed.attempt === 1 && claimed.seen === point.patch.seen;

/** Running trials that are shown though what was read of the storage does not have them yet. */
const foreseenBy = ({ history }: Session) => {
  const numbers = [...history.running.values()].flatMap(({ number, seen, askedIn = Infinity }) =>
    seen !== undefined && askedIn > history.revision ? [number] : [],
  );
  return numbers.length > 0 ? { [foreseenAttribute]: numbers } : {};
};
