import type { Thread as Started } from "@kaviar/base/threads";
import { TableError, type TableErrorCode } from "../error.ts";
import { spawnWorker } from "../spawn-worker.ts";
import type { Watch } from "./jobs.ts";
import type { Answer, Failure, Job } from "./messages.ts";

/** A thread, and who waits for what it says. */
interface Thread extends Started {
  heard: (said: Answer) => void;
  ended: (evidence: string) => void;
}

/** Threads with nothing to do. They do not keep the process alive, and the next job need not wait for one to start. */
const idle: Thread[] = [];

const startThread = (): Thread => {
  const started = spawnWorker();
  const { worker } = started;
  const thread: Thread = { ...started, heard: () => undefined, ended: () => undefined };
  worker.on("message", (said: Answer) => thread.heard(said));
  worker.on("error", (error) => thread.ended(error.message));
  worker.on("exit", (code) => thread.ended(`it ended with code ${code}`));
  return thread;
};

/** Does a job in a thread of its own: this one stays free, and an abort ends it at once, whatever it is at. */
export const inThread = (job: Job, { signal, onProgress }: Watch): Promise<unknown> => {
  signal?.throwIfAborted();
  const thread = idle.pop() ?? startThread();
  const { worker } = thread;
  worker.ref();
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      signal?.removeEventListener("abort", abort);
      thread.heard = () => undefined;
      // One that ends while nobody waits for it is not asked again.
      thread.ended = () => void idle.splice(idle.indexOf(thread) >>> 0, 1);
      worker.unref();
    };
    const abort = (): void => {
      leave();
      void thread.end();
      reject(signal!.reason as Error);
    };
    thread.ended = (evidence) => {
      leave();
      reject(
        new TableError("thread", `A thread that fits lives until it is done: ${evidence}.`, {
          remedy: "To fit without threads, say { threads: 1 }.",
        }),
      );
    };
    thread.heard = (said) => {
      if (said.kind === "progress") return onProgress?.(said.done);
      leave();
      idle.push(thread);
      if (said.kind === "done") resolve(said.result);
      else reject(errorOf(said.failure));
    };
    signal?.addEventListener("abort", abort);
    worker.postMessage(job);
  });
};

const errorOf = ({ name, code, evidence, remedy, stack }: Failure): Error => {
  const error =
    name === "TableError" && code !== undefined
      ? new TableError(code as TableErrorCode, evidence, { remedy })
      : Object.assign(new Error(remedy ? `${evidence}\n${remedy}` : evidence), { name });
  if (stack !== undefined) error.stack = stack;
  return error;
};
