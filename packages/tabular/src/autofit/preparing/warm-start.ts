import { existsSync } from "node:fs";
import { didYouMean } from "@kaviar/base/check";
import { shownUrl } from "@kaviar/base/text";
import { createStudy, openStorage, type Study } from "@kaviar/tune";
import { TableError } from "../../error.ts";
import type { Species } from "../../evolution/species.ts";
import { noWarmStart, type WarmStart, warmStartFrom } from "../../evolution/warm-start.ts";

/** Another study: one that is open, or where it is and what it is called. */
export type Earlier = Study | { readonly storage: string; readonly name: string };

/** What another study gives to begin with. It is read, and stays as it is. */
export const warmStartOf = async (
  earlier: Earlier | undefined,
  species: Species,
  seconds: number,
): Promise<WarmStart> => {
  if (earlier === undefined) return noWarmStart;
  if ("trials" in earlier) return warmStartFrom(earlier, species, seconds);
  const { storage: url, name } = earlier;
  const file = /^sqlite:(.*)$/.exec(url)?.[1];
  // Opening a file that is not there would make it.
  if (file !== undefined && !existsSync(file)) throw unknown(name, `there is no file ${file}`, "Check the path.");
  const storage = await openStorage(url);
  try {
    const names = (await storage.studies()).map((study) => study.name);
    if (!names.includes(name)) {
      const has = names.length === 0 ? "none" : names.map((each) => `"${each}"`).join(", ");
      throw unknown(
        name,
        `${storage.url} has ${has}`,
        didYouMean(name, names, "Name one of them.", (near) => near),
      );
    }
    const study = await createStudy({ name, storage });
    try {
      return warmStartFrom(study, species, seconds);
    } finally {
      await study.close();
    }
  } finally {
    await storage.close();
  }
};

/** How a study is named to whoever goes on with a search that began with it. */
export const earlierText = (earlier: Earlier | undefined): string | null => {
  if (earlier === undefined) return null;
  return "trials" in earlier ? earlier.name : `${shownUrl(earlier.storage)}#${earlier.name}`;
};

const unknown = (name: string, evidence: string, remedy: string): TableError =>
  new TableError("options", `A search begins with a study that exists: there is no "${name}", for ${evidence}.`, {
    remedy,
  });
