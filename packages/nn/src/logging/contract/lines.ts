import { appendTo, writeAtomically } from "@kaviar/base/files";
import type { HeardEpoch, RunLog } from "./logger.ts";

/** How records become lines; `head` stands above them, and another one has all of them written anew. */
export interface LineFormat {
  readonly head: (history: readonly object[]) => string;
  readonly line: (record: object, history: readonly object[]) => string;
}

/**
 * A file with a line for each epoch. The first epoch writes it anew with all that came before, as the checkpoint has it:
 * so a resumed run goes on where it was, whatever a run that was killed has left. Later ones are appended.
 */
export const linesOf = (file: string, { head, line }: LineFormat): RunLog<HeardEpoch> => {
  let before: string | undefined;
  return {
    epoch: async ({ history }: HeardEpoch) => {
      const now = head(history);
      const goesOn = before === now;
      before = now;
      const lines = (goesOn ? history.slice(-1) : history).map((record) => `${line(record, history)}\n`).join("");
      if (goesOn) return appendTo(file, lines);
      await appendTo(file, "");
      await writeAtomically(file, now + lines);
    },
  };
};
