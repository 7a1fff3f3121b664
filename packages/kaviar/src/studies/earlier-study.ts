import { existsSync } from "node:fs";
import { shownUrl } from "@kaviar/base/text";
import type { StudyView } from "@kaviar/tune";
import { UsageError } from "../command/usage-error.ts";
import { lookIn, recordOf, withStorage } from "./open.ts";
import { defaultStorage, fileOf } from "./storage-option.ts";

/** A study to learn from, and where it is. */
export interface EarlierStudy {
  readonly storage: string;
  readonly name: string;
}

/** A name of a study where studies are kept anyway, or a storage before it, with # between them. */
export const earlierStudy = (given: string, option: string, storage = defaultStorage()): EarlierStudy => {
  if (!/^(sqlite:|postgres(ql)?:\/\/)/.test(given)) return { storage, name: given };
  const at = given.lastIndexOf("#");
  if (at > 0 && at < given.length - 1) return { storage: given.slice(0, at), name: given.slice(at + 1) };
  throw new UsageError(
    `${option} names a study: got the storage "${shownUrl(given)}" alone.`,
    `Such as ${option} ${shownUrl(given)}#NAME.`,
  );
};

/** A study that is not there is wrong usage: said before anything is read. */
export const checkEarlier = async ({ storage, name }: EarlierStudy): Promise<void> => {
  checkFile(storage);
  await withStorage(storage, "read", (open) => recordOf(open, name));
};

/** The study as it is now. It is closed again, and keeps what it has seen. */
export const readEarlier = ({ storage, name }: EarlierStudy): Promise<StudyView> => {
  checkFile(storage);
  return withStorage(storage, "read", (open) => lookIn(open, name, async (study) => study));
};

const checkFile = (storage: string): void => {
  const file = fileOf(storage);
  if (file !== undefined && !existsSync(file))
    throw new UsageError(
      `--warm-start names a study that exists: there is no file ${file} in ${process.cwd()}.`,
      "Say where the study is: --warm-start sqlite:FILE#NAME.",
    );
};
