import { TuneError } from "../error.ts";
import type { FolderOf } from "../evaluation/checkpoint-folder.ts";
import type { Launcher } from "../evaluation/launcher.ts";
import { messageOf } from "../evaluation/message-of.ts";
import type { Outcome } from "../evaluation/outcome.ts";
import type { TrialHandle } from "../evaluation/trial-handle.ts";
import type { TrialRecord } from "../trial/record.ts";
import { mayBeAbandoned } from "./abandoned.ts";
import { askTrial } from "./ask.ts";
import type { AskScope } from "./ask-scope.ts";
import { asAsked } from "./asking.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { cutOff } from "./cut-off.ts";
import { interruptible } from "./interrupt.ts";
import { keepGoal } from "./keep-goal.ts";
import { openTrial } from "./open-trial.ts";
import type { Session } from "./session.ts";
import { hearStopRequests } from "./stop-requests.ts";
import { createStopRule, type Stopping } from "./stopping.ts";
import type { OptimizeOptions } from "./study.ts";
import { checked, tellTrial, withReason } from "./tell.ts";

interface Surroundings {
  readonly period: () => number;
  readonly leave: () => Promise<void>;
  readonly checkpoints: Checkpoints | undefined;
}

/** How long it may take to hand back what runs when a signal ends the process, in milliseconds. */
const patienceOfEnd = 5_000;

/** The same where checkpoints have to be saved: Kubernetes kills after 30 seconds. */
const patienceOfSaving = 25_000;

/** Between two looks at whether running trials have shown where another one could go, in milliseconds. */
const patience = 10;

/**
 * Asks, runs and tells until a stopping rule speaks; returns why it ended. When the storage or the launcher fails, nothing
 * more is asked, running trials end and are told as far as possible, and then the first failure is thrown. `leave` hands
 * back what this process holds of the storage, before it is ended by a signal; `period` is how often it may ask for little;
 * `checkpoints` of machines that share no disk travel with their trials.
 */
export const runStudy = async (
  session: Session,
  scope: Omit<AskScope, "budget" | "limit">,
  launcher: Launcher,
  folderOf: FolderOf,
  options: Stopping & Pick<OptimizeOptions, "retry" | "fatal">,
  heard: (told: TrialRecord) => Promise<void>,
  { period, leave, checkpoints }: Surroundings,
): Promise<string> => {
  const askScope: AskScope = {
    ...scope,
    waits: true,
    ...(options.trials !== undefined && { limit: options.trials }),
    budget: { concurrency: launcher.slots, ...(options.trials !== undefined && { trials: options.trials }) },
  };
  const failures: unknown[] = [];
  const untold: (() => Promise<unknown>)[] = [];
  let halted: string | undefined;
  let drained = "";
  let running = 0;
  let cut = false;

  const evaluate = async (record: TrialRecord): Promise<void> => {
    const handle = openTrial(session, record, folderOf, scope.space !== undefined, checkpoints?.reported);
    const run = async (): Promise<Outcome> => {
      await checkpoints?.fetch(record);
      return launcher.run(handle);
    };
    const ran = await run().catch((error: unknown): Outcome => {
      failures.push(error);
      return { kind: "requeued", why: messageOf(error) };
    });
    const ended = await afterWrites(handle, ran).catch((error: unknown): Outcome => {
      failures.push(storageFailure(session, record, error));
      // An objective that the storage threw at has not failed.
      return ran.kind === "failed" ? { kind: "requeued", why: messageOf(error) } : ran;
    });
    if (handle.lost) return;
    await checkpoints?.save(record, ran.kind !== "returned");
    const outcome = judged(withReason(checked(ended, session.history), handle), record);
    const tell = () => tellTrial(session, record, outcome, scope.space === undefined ? asAsked(handle.suggested) : {});
    const told = await tell().catch((error: unknown) => {
      failures.push(storageFailure(session, record, error));
      untold.push(tell);
    });
    if (told) await heard(told).catch((error: unknown) => failures.push(error));
  };

  /** What becomes of a failure: the end of the study, another try, or one trial less. */
  const judged = (outcome: Outcome, { number, attempt }: TrialRecord): Outcome => {
    if (outcome.kind !== "failed") return outcome;
    const { error, thrown } = outcome;
    try {
      if (options.fatal?.(error, thrown)) {
        halted ??= `trial ${number} failed by what ends the study: ${error}`;
        return outcome;
      }
    } catch (wrong) {
      failures.push(wrong);
    }
    return attempt <= (options.retry ?? 0) ? { kind: "requeued", why: error } : outcome;
  };

  const work = async (whyStop: () => string | undefined): Promise<void> => {
    for (;;) {
      const isOver = () => {
        halted ??= whyStop();
        return halted !== undefined || failures.length > 0;
      };
      const asked = await askTrial(session, { ...askScope, isOver });
      if (asked === "over") return;
      if (typeof asked === "object") {
        running++;
        await evaluate(asked).finally(() => running--);
      } else if (asked === "later" && running > 0) await new Promise((resolve) => setTimeout(resolve, patience));
      else if (running === 0 && (await mayBeAbandoned(session)))
        await new Promise((resolve) => setTimeout(resolve, period()));
      else {
        // This is not the end yet: a trial that still runs may be queued again, and then whoever ran it asks again.
        drained =
          asked === "limit" ? `the study has its ${options.trials} trials` : "every point of the space was asked";
        return;
      }
    }
  };

  let working: Promise<unknown> = Promise.resolve();
  const forget = cutOff(options, (why) => {
    halted ??= why;
    launcher.kill();
  });
  const interrupt = interruptible({
    running: () => running,
    patience: checkpoints === undefined ? patienceOfEnd : patienceOfSaving,
    isOver: () => options.signal?.aborted === true,
    endNow: async () => {
      cut = true;
      launcher.kill();
      await working;
      await leave();
    },
  });
  const requests = await hearStopRequests(session.storage, session.study, period);
  let forgetGoal = async () => {};
  try {
    const rule = createStopRule(session, options, () => scope.space ?? session.learner.space());
    forgetGoal = keepGoal(session, options, launcher.slots);
    const fail = (error: unknown) => failures.push(error);
    const workers = Array.from({ length: launcher.slots }, () =>
      work(() => interrupt.why ?? requests.why() ?? rule()).catch(fail),
    );
    working = Promise.all(workers);
    await working;
    // A signal is ending this process. Whoever waits for the study must not go on as if it were done.
    if (cut) await new Promise(() => {});
    await Promise.allSettled(untold.map((tell) => tell()));
  } finally {
    interrupt.release();
    requests.end();
    forget();
    await launcher.close();
    await forgetGoal();
  }
  if (failures.length > 0) throw failures[0];
  const why = halted ?? drained;
  session.events.emit({ kind: "ended", why });
  return why;
};

/** The outcome, unless something failed on the way that the objective did not wait for. */
const afterWrites = async (handle: TrialHandle, outcome: Outcome): Promise<Outcome> => {
  const broken = await handle.written();
  return broken === undefined || outcome.kind !== "returned"
    ? outcome
    : { kind: "failed", error: messageOf(broken.error) };
};

const storageFailure = ({ storage }: Session, { number }: TrialRecord, cause: unknown): TuneError =>
  new TuneError(
    "storage-failed",
    `A storage must keep what a trial came to; ${storage.url} did not for trial ${number}: ${messageOf(cause)}.`,
    { remedy: "The study ends here. Run it again when the storage is well: it goes on with what was kept.", cause },
  );
