import { type Duration, durationOf, durationText } from "../duration.ts";
import { TuneError } from "../error.ts";
import type { Launcher } from "./launcher.ts";
import { messageOf } from "./message-of.ts";
import type { Outcome } from "./outcome.ts";
import { pruningOf } from "./pruning.ts";
import { stackOf } from "./stack-of.ts";
import type { TrialHandle } from "./trial-handle.ts";

/** The longest a timer of JavaScript can wait. */
const longestWait = 2 ** 31 - 1;

/**
 * Runs a closure in this process. A trial out of time is failed and its signal aborted; the closure itself goes on, for
 * nobody can stop it. What throws because the study was stopped has not failed: it is queued again.
 */
export const inProcess = (
  evaluate: (handle: TrialHandle) => unknown,
  {
    concurrency = 1,
    trialTimeout,
    signal,
  }: { concurrency?: number; trialTimeout?: Duration; signal?: AbortSignal | undefined },
): Launcher => {
  if (!Number.isSafeInteger(concurrency) || concurrency < 1)
    throw new TuneError("bad-concurrency", `\`concurrency\` must be a whole number ≥ 1: got ${concurrency}.`);
  const limit = trialTimeout === undefined ? undefined : durationOf(trialTimeout);
  const stops = new Set<() => void>();
  let isOver = false;
  const stopped = { kind: "requeued", why: "the study was stopped" } as const;

  const outcomeOf = async (handle: TrialHandle): Promise<Outcome> => {
    try {
      const values = await evaluate(handle);
      return { kind: "returned", values, pruned: handle.stopped };
    } catch (error) {
      const { name } = (error ?? {}) as { name?: string };
      if (signal?.aborted && (error === signal.reason || name === "AbortError")) return stopped;
      const pruned = pruningOf(error);
      if (pruned) return { kind: "returned", values: undefined, pruned: true, ...pruned };
      return { kind: "failed", error: messageOf(error), stack: stackOf(error), thrown: error };
    }
  };

  return {
    slots: concurrency,
    run: (handle) =>
      new Promise<Outcome>((resolve) => {
        // It was asked for while the others were ended.
        if (isOver) {
          resolve(stopped);
          return;
        }
        let timer: ReturnType<typeof setTimeout> | undefined;
        const end = (outcome: Outcome) => {
          clearTimeout(timer);
          stops.delete(stop);
          resolve(outcome);
        };
        const cut = (outcome: Outcome) => {
          end(outcome);
          handle.abort.abort();
        };
        const stop = () => cut(stopped);
        stops.add(stop);
        if (limit !== undefined) {
          const late = {
            kind: "failed",
            error: `took longer than the trialTimeout of ${durationText(trialTimeout!)}`,
          } as const;
          timer = setTimeout(cut, Math.min(limit, longestWait), late);
        }
        outcomeOf(handle).then(end);
      }),
    kill: () => {
      isOver = true;
      for (const stop of stops) stop();
    },
    close: async () => {},
  };
};
