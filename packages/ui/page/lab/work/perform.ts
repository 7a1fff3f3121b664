import { yieldToEventLoop } from "@kaviar/base/events";
import type { Job } from "./job.ts";
import type { Asked, Pace, Told } from "./messages.ts";

/** A run that goes on, and what was last asked of it. */
interface Run {
  pace: Pace;
  config: unknown;
  isDrawn: boolean;
  isEnded: boolean;
  /** Wakes a run that waits. */
  wake(): void;
}

/** How long a run computes before it listens, in milliseconds. */
const turn = 8;

/** Does what is asked, and tells what comes of it: what the worker is, but for the messages themselves. */
export const createPerformer = (
  load: (name: string) => Promise<Job<unknown, unknown>>,
  tell: (told: Told) => void,
): ((asked: Asked) => void) => {
  const runs = new Map<number, Run>();

  const perform = async (id: number, run: Run, name: string): Promise<void> => {
    const job = await load(name);
    let listened = performance.now();
    let last: (() => unknown) | undefined;
    for await (const view of job(run.config, () => run.config)) {
      if (performance.now() - listened > turn) {
        await yieldToEventLoop();
        listened = performance.now();
      }
      if (run.isEnded) return;
      const latest = { isShown: false, show: () => show(id, run, view) };
      const isWanted = run.isDrawn || isHeld(run.pace);
      // The step is taken: one that is asked for from here on is the next.
      if (run.pace === "step") run.pace = "pause";
      if (isWanted) await showOnce(latest);
      await until(run, latest);
      if (run.isEnded) return;
      last = view;
    }
    if (last !== undefined) await show(id, run, last);
    tell({ tell: "over", run: id });
  };

  const show = async (run: number, state: Run, view: () => unknown): Promise<void> => {
    state.isDrawn = false;
    tell({ tell: "view", run, view: await view() });
  };

  return (asked) => {
    const known = runs.get(asked.run);
    if (asked.ask === "begin") {
      const run: Run = { pace: asked.pace, config: asked.config, isDrawn: true, isEnded: false, wake: () => {} };
      runs.set(asked.run, run);
      perform(asked.run, run, asked.job)
        .catch((error: Error) => tell({ tell: "fault", run: asked.run, message: error.message }))
        .finally(() => runs.delete(asked.run));
    } else if (known !== undefined) {
      if (asked.ask === "pace") known.pace = asked.pace;
      if (asked.ask === "adjust") known.config = asked.config;
      if (asked.ask === "next") known.isDrawn = true;
      if (asked.ask === "end") known.isEnded = true;
      known.wake();
    }
  };
};

const isHeld = (pace: Pace): boolean => pace === "pause" || pace === "step";

/** Where a run is. */
interface Latest {
  isShown: boolean;
  show(): Promise<void>;
}

const showOnce = async (latest: Latest): Promise<void> => {
  latest.isShown = true;
  await latest.show();
};

/** Waits as the pace has it: for the next step, or until the run may go on. Who is held is shown where. */
const until = async (run: Run, latest: Latest): Promise<void> => {
  const began = performance.now();
  while (!run.isEnded) {
    const left =
      run.pace === "pause" ? undefined : run.pace === "step" ? 0 : began + run.pace.every - performance.now();
    if (left !== undefined && left <= 0) return;
    // What is asked meanwhile would wake nobody: it is looked at anew before waiting.
    if (left === undefined && !latest.isShown) await showOnce(latest);
    else await woken(run, left);
  }
};

/** Resolves when something is asked of the run, or after so many milliseconds. */
const woken = (run: Run, after?: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = after === undefined ? undefined : setTimeout(resolve, after);
    run.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
