import type { Worker } from "node:worker_threads";
import { UiError } from "../error.ts";
import { spawnWorker } from "../spawn-worker.ts";
import type { Answer, Asked, JobName, Question, Told } from "./jobs.ts";

/** Computes in a thread of its own, one job after the other: pages are answered meanwhile. */
export interface Computer {
  compute<Name extends JobName>(job: Name, question: Question<Name>): Promise<Answer<Name>>;
  close(): Promise<void>;
}

interface Waiting {
  found(value: unknown): void;
  failed(error: Error): void;
}

/** The thread begins with the first job. One that broke down is replaced with the next. */
export const createComputer = (): Computer => {
  const waiting = new Map<number, Waiting>();
  let [worker, asked, isClosed]: [Worker | undefined, number, boolean] = [undefined, 0, false];

  const failAll = (says: string) => {
    worker = undefined;
    const all = [...waiting.values()];
    waiting.clear();
    for (const { failed } of all) failed(new UiError("not-computed", `A thread computes for the pages: ${says}.`));
  };
  const begin = (): Worker => {
    const begun = spawnWorker();
    begun.on("message", (told: Told) => {
      const { found, failed } = waiting.get(told.id)!;
      waiting.delete(told.id);
      if ("found" in told) found(told.found);
      else failed(new UiError("not-computed", told.failed));
    });
    begun.on("error", ({ message }: Error) => failAll(`it broke down with "${message}"`));
    begun.on("exit", () => {
      if (worker === begun) failAll("it has ended");
    });
    return begun;
  };

  return {
    compute: (job, question) =>
      new Promise((found, failed) => {
        if (isClosed) throw new UiError("not-computed", "The dashboard is closed: it computes nothing any more.");
        worker ??= begin();
        const id = asked++;
        waiting.set(id, { found: found as Waiting["found"], failed });
        worker.postMessage({ id, job, question } satisfies Asked);
      }),
    close: async () => {
      isClosed = true;
      await worker?.terminate();
    },
  };
};
