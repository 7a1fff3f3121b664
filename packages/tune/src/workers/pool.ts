import { availableParallelism } from "node:os";
import { type Duration, durationOf, durationText, type Size, sizeInBytes } from "../duration.ts";
import { attempts } from "../evaluation/attempts.ts";
import type { Launcher } from "../evaluation/launcher.ts";
import type { Outcome } from "../evaluation/outcome.ts";
import type { TrialHandle } from "../evaluation/trial-handle.ts";
import { answerCalls } from "./answer-calls.ts";
import { boundedThreads } from "./bounded-threads.ts";
import { complaintError } from "./complaint.ts";
import { memoryOf } from "./memory-of.ts";
import { watchMemory } from "./memory-watch.ts";
import type { Job, Setup } from "./protocol.ts";
import { createTrialLogs, type WorkerLog } from "./trial-logs.ts";
import { type Exit, startWorker, type WorkerProcess } from "./worker-process.ts";

export interface PoolOptions {
  readonly workers: number;
  /** How many trials are left to run, where that is known: no more processes are started than there are trials for. */
  readonly trialsLeft?: number;
  readonly trialTimeout?: Duration;
  readonly trialMemory?: Size;
  /** The study's folder, where what trials print is kept; nowhere when left out. */
  readonly logs?: string;
}

/** Who waits for a process: gets one, or none where the study was stopped. */
interface Waiting {
  take(worker: WorkerProcess | undefined): void;
  fail(error: unknown): void;
}

/** How many processes load the objective at once, which takes a core each. */
const loadedAtOnce = Math.max(2, availableParallelism());

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

/** How often in a row a worker may be killed from outside before it has loaded the objective. */
const startAttempts = 10;
/** The longest a timer of JavaScript can wait. */
const longestWait = 2 ** 31 - 1;

/**
 * Runs trials in processes: at most `workers` at once, each used again for the next trial while it is healthy, and started
 * when a trial waits for it. Resolves when the first ones have loaded the objective; rejects when there is nothing to run.
 */
export const openPool = async (
  setup: Setup,
  jobOf: (handle: TrialHandle) => Job,
  options: PoolOptions,
): Promise<Launcher> => {
  const timeLimit = options.trialTimeout === undefined ? undefined : durationOf(options.trialTimeout);
  const memoryLimit = options.trialMemory === undefined ? undefined : sizeInBytes(options.trialMemory);
  const most = Math.max(1, Math.min(options.workers, options.trialsLeft ?? Infinity));
  const environment = boundedThreads(most);
  const idle: WorkerProcess[] = [];
  /** Trials that wait for a process. */
  const waiting: Waiting[] = [];
  let starting = 0;
  const busy = new Map<WorkerProcess, (why: string) => void>();
  const leaving = new Set<Promise<void>>();
  const weights = new WeakMap<WorkerProcess, number>();
  const logs = createTrialLogs(options.logs);
  const logOf = new WeakMap<WorkerProcess, WorkerLog>();
  const kills = new Map<number, number>();
  let stopping = false;
  const stopped = new AbortController();

  /** What a worker holds before its first trial: the limit must leave room for one. */
  const weigh = async (worker: WorkerProcess, limit: number): Promise<void> => {
    const bytes = (await memoryOf(worker.pid)) ?? 0;
    weights.set(worker, bytes);
    if (bytes < limit) return;
    dismiss(worker);
    throw complaintError({
      code: "memory-too-small",
      evidence: `A trial needs room beside its process and what the objective loads: these take ${megabytes(bytes)}, and \`trialMemory\` is ${options.trialMemory}.`,
    });
  };

  /** Undefined where it was told to stop before the objective was loaded. */
  const start = async (): Promise<WorkerProcess | undefined> => {
    let exit: Exit | undefined;
    for (let attempt = 0; attempt < startAttempts; attempt++) {
      const log = logs.ofWorker();
      const { signal } = stopped;
      const started = await startWorker(setup, { environment, heap: memoryLimit, signal, printed: log.hear });
      if (!("kind" in started)) {
        logOf.set(started, log);
        if (memoryLimit !== undefined) await weigh(started, memoryLimit);
        return started;
      }
      if (stopping) return undefined;
      exit = started;
    }
    throw complaintError({
      code: "workers-killed",
      evidence: `A worker must live to load the objective; ${startAttempts} in a row did not: ${exit?.text}.`,
    });
  };

  /** What a death from outside costs: the first time nothing but the time. */
  const killed = (number: number, text: string): Outcome => {
    const times = (kills.get(number) ?? 0) + 1;
    kills.set(number, times);
    if (times < attempts) return { kind: "requeued", why: text };
    return { kind: "failed", error: `${text}, as before: ${times} times` };
  };

  /** A process that is free, for who has waited longest. */
  const offer = (worker: WorkerProcess): void => {
    const first = waiting.shift();
    if (first === undefined) idle.push(worker);
    else first.take(worker);
  };

  /** Starts processes for those that wait: as many at once as the machine has cores, for loading is work. */
  const startWaited = (): void => {
    while (starting < Math.min(waiting.length, loadedAtOnce)) {
      starting++;
      start()
        .then((worker) => {
          starting--;
          if (worker) offer(worker);
          else waiting.shift()?.take(undefined);
        })
        .catch((error: unknown) => {
          starting--;
          waiting.shift()?.fail(error);
        })
        .finally(startWaited);
    }
  };

  const takeOne = async (): Promise<WorkerProcess | undefined> => {
    // One that was killed while it had nothing to do costs no trial.
    let worker = idle.pop();
    while (worker !== undefined && !worker.usable) worker = idle.pop();
    if (worker !== undefined || stopping) return worker;
    return new Promise((take, fail) => {
      waiting.push({ take, fail });
      startWaited();
    });
  };

  const dismiss = (worker: WorkerProcess): void => {
    const gone = worker.leave();
    leaving.add(gone);
    void gone.then(() => leaving.delete(gone));
  };

  const evaluate = async (worker: WorkerProcess, handle: TrialHandle): Promise<Outcome> => {
    const { number } = handle.record;
    let ended: Outcome | undefined;
    const end = (outcome: Outcome) => {
      ended ??= outcome;
      worker.kill();
    };
    busy.set(worker, (why) => end({ kind: "requeued", why }));
    const late = {
      kind: "failed",
      error: `took longer than the trialTimeout of ${durationText(options.trialTimeout!)}: its process was killed`,
    } as const;
    const timer = timeLimit === undefined ? undefined : setTimeout(end, Math.min(timeLimit, longestWait), late);
    const large = (bytes: number) => {
      const took = `its process took ${megabytes(bytes)} of memory, more than the trialMemory of ${options.trialMemory}`;
      end({ kind: "failed", error: `${took}: it was killed` });
    };
    const memory = memoryLimit === undefined ? undefined : watchMemory(worker.pid, memoryLimit, large);
    // Its trial runs elsewhere by now, and two must not write one checkpoint.
    const lose = () => end({ kind: "requeued", why: "the trial was given to another process" });
    handle.abort.signal.addEventListener("abort", lose, { once: true });

    logOf.get(worker)!.begin(number);
    const calls = answerCalls(handle, worker);
    const ending = await worker.run(jobOf(handle), calls.hear);
    clearTimeout(timer);
    handle.abort.signal.removeEventListener("abort", lose);
    busy.delete(worker);
    await calls.answered();
    // A worker keeps what earlier trials left behind: with half the room gone, the next trial gets a fresh one.
    const weight = weights.get(worker) ?? 0;
    const grown = memory !== undefined && (await memory.stop()) - weight > (memoryLimit! - weight) / 2;
    if (worker.usable && !grown) offer(worker);
    else {
      dismiss(worker);
      startWaited();
    }

    if (ended !== undefined && ending.kind === "exit") return ended;
    switch (ending.kind) {
      case "returned":
        return { kind: "returned", values: ending.values, pruned: ending.stopped, why: ending.why };
      case "thrown":
        return { kind: "failed", error: ending.error, stack: ending.stack };
      case "killed":
        return killed(number, `its command was killed from outside with ${ending.signal}`);
      case "exit":
        return ending.own ? { kind: "failed", error: ending.text } : killed(number, ending.text);
      case "broken":
        throw complaintError(ending.complaint);
    }
  };

  const started = await Promise.allSettled(Array.from({ length: Math.min(most, loadedAtOnce) }, start));
  for (const each of started) if (each.status === "fulfilled" && each.value) idle.push(each.value);
  const close = async () => {
    stopping = true;
    for (const worker of idle.splice(0)) dismiss(worker);
    await Promise.all(leaving);
    await logs.close();
  };
  const failed = started.find((each) => each.status === "rejected");
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }

  return {
    slots: options.workers,
    run: async (handle) => {
      const worker = await takeOne();
      if (worker && !stopping) return evaluate(worker, handle);
      if (worker) dismiss(worker);
      return { kind: "requeued", why: "the study was stopped" };
    },
    kill: () => {
      stopping = true;
      stopped.abort();
      for (const { take } of waiting.splice(0)) take(undefined);
      for (const end of busy.values()) end("the study was stopped");
    },
    close,
  };
};
