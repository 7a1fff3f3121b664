import { durationOf } from "../duration.ts";
import { type Goal, keptGoals } from "../goals/goal.ts";
import { goalPrefix } from "../trial/attributes.ts";
import type { Json } from "../trial/record.ts";
import type { Session } from "./session.ts";
import type { Stopping } from "./stopping.ts";

/**
 * Keeps what a run aims at with its study, for those who look on; returns what takes it away when the run is over. One write each,
 * which no trial waits for. Goals of processes that died are taken away with the first.
 */
export const keepGoal = (
  { study, storage, owner }: Pick<Session, "study" | "storage" | "owner">,
  { trials, complete, timeout, target, patience }: Stopping,
  slots: number,
): (() => Promise<void>) => {
  const name = `${goalPrefix}${owner}:${Math.random().toString(36).slice(2, 10)}`;
  const goal: Goal = {
    owner,
    began: Date.now(),
    slots,
    ...(trials !== undefined && { trials }),
    ...(complete !== undefined && { complete }),
    ...(timeout !== undefined && { timeout: durationOf(timeout) }),
    ...(target !== undefined && { target }),
    ...(patience !== undefined && { patience }),
  };
  const keep = async () => {
    const record = (await storage.studies()).find(({ id }) => id === study.id);
    if (record === undefined) return;
    const kept = keptGoals(record);
    // Who has kept a goal has beaten before: who is not heard after it was read is gone.
    const heard = kept.length === 0 ? [] : (await storage.heartbeats()).map(({ id }) => id);
    const gone = kept.filter(([, { owner }]) => !heard.includes(owner)).map(([name]) => [name, undefined]);
    await storage.setStudyAttributes(study.id, {
      ...Object.fromEntries(gone),
      [name]: goal as unknown as Json,
    });
  };
  // A storage that does not answer is told of by whoever asks it for trials.
  const keeping = keep().catch(() => {});
  return async () => {
    await keeping;
    await storage.setStudyAttributes(study.id, { [name]: undefined }).catch(() => {});
  };
};
