import { TuneError } from "../error.ts";
import { createOutage } from "./outage.ts";
import { explain, isBusy, patience } from "./sqlite-errors.ts";

/** Runs jobs on a file that other processes may hold: a job that meets one of them comes again. */
export interface Waiting {
  run<T>(job: () => T | Promise<T>): Promise<T>;
  /** From then on every job is refused. Whether it was closed before. */
  close(): boolean;
}

export const createWaiting = (path: string): Waiting => {
  const outage = createOutage(path);
  let closed = false;
  return {
    run: async (job) => {
      // The driver would end the whole process.
      if (closed)
        throw new TuneError("storage-closed", `A storage must be open to be read or changed: ${path} was closed.`, {
          remedy: "Close a study when it is done, or open it again by its name.",
        });
      const since = performance.now();
      for (let pause = 1; ; pause = Math.min(pause * 1.5, 20)) {
        try {
          const result = job();
          // A job that is done is handed back in this turn: what comes next must not run in between.
          const value = result instanceof Promise ? await result : result;
          outage.answers();
          return value;
        } catch (error) {
          const waited = performance.now() - since;
          if (!isBusy(error) || waited > patience) throw explain(error, path);
          outage.waits(waited, patience, "another process holds it");
        }
        // Chance decides who is next: those that wait would else meet again.
        await new Promise((done) => setTimeout(done, pause * Math.random()));
      }
    },
    close: () => {
      const was = closed;
      closed = true;
      return was;
    },
  };
};
