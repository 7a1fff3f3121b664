import { deepFrozen } from "../storage/frozen.ts";
import type { TrialRecord } from "../trial/record.ts";
import { type Ahead, isAsExpected, proposeAhead } from "./ask-ahead.ts";
import type { AskScope } from "./ask-scope.ts";
import { fillTrial, own } from "./fill-trial.ts";
import { freePoints, isExhausted, isTaken } from "./free-points.ts";
import type { Session } from "./session.ts";

/**
 * Nothing to run: the study has all its trials, or every point of its space was asked; or nothing yet, as every point that is
 * known is being run, and those who run there may show more; or who asks has said that it is over.
 */
export type Nothing = "limit" | "exhausted" | "later" | "over";

/**
 * Studies in which another process was faster with the number that a point was proposed for. A sampler that learns proposes ahead
 * all the same; to one that never does it is one proposal more.
 */
const overtaken = new WeakSet<Session>();

/** The claim of a trial, on its way to the storage, with the point that goes with it. */
interface Sent {
  readonly ahead: Ahead;
  readonly claiming: Promise<TrialRecord | undefined>;
}

/**
 * The next trial of the study, owned by this process, its params proposed and stored. Points are proposed one after the
 * other, each seeing those before it; the storage is waited for by all at once.
 */
export const askTrial = async (session: Session, scope: AskScope): Promise<TrialRecord | Nothing> => {
  for (;;) {
    const begun = await session.inTurn(() => begin(session, scope));
    const asked = typeof begun === "object" && "claiming" in begun ? await receive(session, scope, begun) : begun;
    if (asked === "gone") continue;
    if (typeof asked === "object")
      session.events.emit({ kind: "asked", trial: asked, sampler: asked.sampler, why: asked.why });
    return asked;
  }
};

const begin = async (session: Session, scope: AskScope): Promise<TrialRecord | Nothing | "gone" | Sent> => {
  if (scope.isOver?.()) return "over";
  // Promoting a trial and counting the free points need the study as it is now. To claim a trial nothing has to be read.
  const looks = session.pruner?.promote !== undefined || session.sampler.isExhausted !== undefined;
  const counts = scope.space === undefined ? session.asked.isFinite() : freePoints(session, scope) < Infinity;
  if (looks || counts) await session.sync();
  await promote(session);
  const isQueued = () => session.history.waiting.size > 0;
  if (isExhausted(session, scope) && !isQueued()) return "exhausted";
  if (scope.waits && isTaken(session, scope) && !isQueued()) return "later";
  const startedAt = Date.now();
  const expected = session.history.trials.length;
  const isLate = session.sampler.neverLearns && overtaken.has(session);
  const ahead = isLate ? undefined : await proposeAhead(session, scope, startedAt);
  const claiming = session.storage.claim(session.study.id, {
    // This process's until it has its point: who dies before that leaves nothing behind.
    owner: session.owner,
    startedAt,
    ...(scope.limit !== undefined && { limit: scope.limit }),
    ...(ahead !== undefined && { ahead: ahead.point }),
  });
  if (ahead === undefined) {
    const filled = await fill(session, scope, claiming);
    if ((await claiming)?.number === expected) overtaken.delete(session);
    return filled;
  }
  claiming.catch(() => {});
  return { ahead, claiming };
};

/** What came of a claim that a point went with. Where another process was faster, the trial gets its point now. */
const receive = async (
  session: Session,
  scope: AskScope,
  { ahead, claiming }: Sent,
): Promise<TrialRecord | Nothing | "gone"> => {
  const { number } = ahead.point;
  const forget = () => session.foresee(number, ahead.expected, undefined);
  const claimed = await claiming.catch((error: unknown) => {
    forget();
    throw error;
  });
  if (claimed !== undefined && isAsExpected(claimed, ahead)) {
    session.foresee(number, ahead.expected, deepFrozen(claimed));
    return claimed;
  }
  forget();
  overtaken.add(session);
  return claimed === undefined ? "limit" : session.inTurn(() => fill(session, scope, Promise.resolve(claimed)));
};

/** A trial without a point, or with what it was given, once it is claimed: it gets what it lacks. */
const fill = async (
  session: Session,
  scope: AskScope,
  claiming: Promise<TrialRecord | undefined>,
): Promise<TrialRecord | Nothing | "gone"> => {
  // Where it makes no difference what others did meanwhile, that need not be read to know a trial that is new.
  const isUnseeing = session.sampler.neverLearns && scope.space !== undefined;
  const reading = isUnseeing ? undefined : session.syncBehind(claiming);
  // When the claim fails too, that is what is told.
  reading?.catch(() => {});
  const claimed = await claiming;
  if (claimed === undefined) return "limit";
  const { number } = claimed;
  return orGivenBack(session, claimed, async () => {
    const isShown = isUnseeing && session.foresee(number, undefined, deepFrozen(claimed));
    await (isUnseeing && !isShown ? session.sync() : reading);
    const filled = await fillTrial(session, claimed, scope);
    if (isShown) session.foresee(number, claimed, typeof filled === "object" ? deepFrozen(filled) : undefined);
    return filled;
  });
};

/** Whatever fails: a claimed trial that nobody runs must not stay in the state of running. */
const orGivenBack = async <T>(session: Session, { number }: TrialRecord, job: () => Promise<T>): Promise<T> => {
  try {
    return await job();
  } catch (error) {
    await session.storage.update(session.study.id, number, { state: "waiting" }, own(session)).catch(() => {});
    await session.sync().catch(() => {});
    throw error;
  }
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
