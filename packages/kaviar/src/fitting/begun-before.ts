import { existsSync } from "node:fs";
import { join } from "node:path";
import { shownUrl } from "@kaviar/base/text";
import { UsageError } from "../command/usage-error.ts";
import { withStorage } from "../studies/open.ts";
import { defaultStorage, fileOf } from "../studies/storage-option.ts";
import { studyCommand } from "../studies/study-command.ts";

interface Options {
  readonly resume?: true;
}

/** A search is begun once: to go on with one, or to begin another, has to be said. */
export const checkStudy = async (study: string, { resume }: Options): Promise<void> => {
  const file = fileOf(defaultStorage());
  const isThere =
    (file === undefined || existsSync(file)) &&
    (await withStorage(undefined, "read", (storage) => storage.studies())).some(({ name }) => name === study);
  if (isThere && !resume)
    throw new UsageError(
      `There is a study "${study}" already: this search was begun before.`,
      `Go on with it: --resume. Begin another one: --out FOLDER. Or delete it: ${studyCommand("study delete", study, shownUrl(defaultStorage()))}`,
    );
  if (!isThere && resume)
    throw new UsageError(
      `There is no study "${study}" to go on with in ${file === undefined ? shownUrl(defaultStorage()) : process.cwd()}.`,
      "Leave --resume out, or say the --out that it was begun with.",
    );
};

/** A model that is there may be of another target, or of other rows: it is not written over by a search that is new. */
export const checkFolder = (out: string, { resume }: Options): void => {
  if (resume || !existsSync(join(out, "model.onnx"))) return;
  throw new UsageError(
    `There is a model in ${out} already: a search writes its own beside others.`,
    `Say another folder: --out FOLDER. Or delete ${out}.`,
  );
};
