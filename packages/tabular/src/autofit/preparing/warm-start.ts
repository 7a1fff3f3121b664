import { shownUrl } from "@kaviar/base/text";
import { openStudy, type StudyView, TuneError } from "@kaviar/tune";
import { TableError } from "../../error.ts";
import type { Species } from "../../evolution/species.ts";
import { noWarmStart, type WarmStart, warmStartFrom } from "../../evolution/warm-start.ts";

/** Another study: one that is open, or where it is and what it is called. */
export type Earlier = StudyView | { readonly storage: string; readonly name: string };

/** What another study gives to begin with. It is read, and stays as it is. */
export const warmStartOf = async (
  earlier: Earlier | undefined,
  species: Species,
  seconds: number,
): Promise<WarmStart> => {
  if (earlier === undefined) return noWarmStart;
  if ("trials" in earlier) return warmStartFrom(earlier, species, seconds);
  const study = await openStudy(earlier.name, { storage: earlier.storage }).catch((error: unknown) =>
    refuse(earlier, error),
  );
  try {
    return warmStartFrom(study, species, seconds);
  } finally {
    await study.close();
  }
};

/** How a study is named to whoever goes on with a search that began with it. */
export const earlierText = (earlier: Earlier | undefined): string | null => {
  if (earlier === undefined) return null;
  return "trials" in earlier ? earlier.name : `${shownUrl(earlier.storage)}#${earlier.name}`;
};

const refuse = ({ storage, name }: Exclude<Earlier, StudyView>, error: unknown): never => {
  if (!(error instanceof TuneError) || (error.code !== "no-file" && error.code !== "no-such-study")) throw error;
  const why = error.code === "no-file" ? ", for there is no such file" : "";
  throw new TableError(
    "options",
    `A search begins with a study that exists: there is no "${name}" in ${shownUrl(storage)}${why}.`,
    { remedy: error.remedy, cause: error },
  );
};
