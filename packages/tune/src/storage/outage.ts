import { formatDuration } from "@kaviar/base/text";
import { note } from "../note.ts";

/** After so many milliseconds somebody who waits for a storage is told why. */
const silence = 2_000;

/** What is said while a storage keeps others waiting: once when it begins to take long, once when it is over. */
export const createOutage = (where: string) => {
  let told = false;
  return {
    /** It will not have answered for so long when it is asked next, and is waited for up to a limit. */
    waits: (waited: number, limit: number, why: string): void => {
      if (told || waited < Math.min(silence, limit)) return;
      told = true;
      note(`Waiting for ${where}, up to ${formatDuration(limit)}: ${why}.`);
    },
    answers: (): void => {
      if (told) note(`${where} answers again.`);
      told = false;
    },
    gaveUp: (): void => {
      told = false;
    },
  };
};
