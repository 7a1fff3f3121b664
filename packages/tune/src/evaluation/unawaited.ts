import { note } from "../note.ts";

let isSaid = false;

/**
 * Notices who asks whether to stop right behind a report, without waiting for it: the answer cannot know of it then, and in
 * a loop that never waits no trial is ever stopped. Said once.
 */
export const createUnawaited = (): { reported(): void; asked(): void } => {
  let isFresh = false;
  return {
    reported: () => {
      isFresh = true;
      queueMicrotask(() => {
        isFresh = false;
      });
    },
    asked: () => {
      if (!isFresh || isSaid) return;
      isSaid = true;
      note(
        "`trial.shouldStop` was read right behind `trial.report`, which was not waited for: it does not know of that report. Write `await trial.report(…)`.",
      );
    },
  };
};
