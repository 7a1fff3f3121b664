import { existsSync } from "node:fs";
import { shownUrl } from "@kaviar/base/text";
import { UsageError } from "../command/usage-error.ts";
import { recordOf, withStorage } from "../studies/open.ts";
import { defaultStorage, fileOf } from "../studies/storage-option.ts";

/** A study of another search, and where it is. */
export interface EarlierStudy {
  readonly storage: string;
  readonly name: string;
}

/** A name of a study where studies are kept anyway, or a storage before it, with # between them. */
export const earlierStudy = (given: string, option: string): EarlierStudy => {
  if (!/^(sqlite:|postgres(ql)?:\/\/)/.test(given)) return { storage: defaultStorage(), name: given };
  const at = given.lastIndexOf("#");
  if (at > 0 && at < given.length - 1) return { storage: given.slice(0, at), name: given.slice(at + 1) };
  throw new UsageError(
    `${option} names a study: got the storage "${shownUrl(given)}" alone.`,
    `Such as ${option} ${shownUrl(given)}#NAME.`,
  );
};

/** A study that is not there is wrong usage: said before anything is read. */
export const checkEarlier = async ({ storage, name }: EarlierStudy): Promise<void> => {
  const file = fileOf(storage);
  if (file !== undefined && !existsSync(file))
    throw new UsageError(
      `--warm-start names a study that exists: there is no file ${file} in ${process.cwd()}.`,
      "Say where the study is: --warm-start sqlite:FILE#NAME.",
    );
  await withStorage(storage, { mayCreate: false }, (open) => recordOf(open, name));
};
