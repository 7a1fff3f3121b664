import { TuneError } from "../error.ts";

/** What every writing method of a storage throws that was opened for reading only. */
export const openedForReading = (url: string): TuneError =>
  new TuneError("opened-for-reading", `A storage that is open for reading only is never written to: ${url} is.`, {
    remedy: "Open it without `readOnly`; a study that is only looked at is opened by `openStudy`.",
  });
