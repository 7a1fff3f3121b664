import { disk } from "../disk.ts";
import type { Storage } from "../storage/storage.ts";
import { type StudyIdentity, studyFolder } from "../storage/study-folder.ts";

/** Where what a trial printed is, inside its study's folder. */
export const logPath = (ofStudy: string, number: number): string =>
  disk().path.join(ofStudy, "logs", `${Math.trunc(number)}.txt`);

/** So much of what a trial printed is kept, in letters: the end of it. */
export const longestLog = 65_536;

/** The end of a text, from the beginning of a line; all of it where it is short enough. */
export const endOfLog = (text: string): string => {
  if (text.length <= longestLog) return text;
  const end = text.slice(-longestLog);
  return `… (what was printed before is not kept)\n${end.slice(end.indexOf("\n") + 1)}`;
};

/**
 * What a trial printed that ran in a worker process or as a command: the last 64 kB of it, a second late while it runs. Undefined where
 * it printed nothing, where it ran in the study's own process, and where its files are on another machine.
 *
 * ```ts
 * await trialLog(storage, study, 17);
 * ```
 * It is what the program printed: also signs that steer a terminal.
 */
export const trialLog = async (
  { folder }: Pick<Storage, "folder">,
  study: StudyIdentity,
  number: number,
): Promise<string | undefined> => {
  if (folder === undefined) return undefined;
  const file = logPath(studyFolder(folder, study), number);
  return disk()
    .fs.promises.readFile(file, "utf8")
    .then(endOfLog, () => undefined);
};
