import { rmdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { isFinished } from "@kaviar/tune";
import { withStorage } from "../studies/open.ts";
import type { Names } from "./names.ts";

/**
 * Takes away what is there of a search that has evaluated nothing: its study, its folder, and those around it
 * where nothing else is in them. The same command can be given again.
 */
export const forget = async ({ study, search }: Names): Promise<void> => {
  const isEmpty = await withStorage(undefined, "make", async (storage) => {
    const found = (await storage.studies()).find(({ name }) => name === study);
    if (found === undefined) return true;
    const { trials } = await storage.changes(found.id, 0);
    if (trials.some(isFinished)) return false;
    await storage.deleteStudy(found.id);
    return true;
  });
  if (!isEmpty) return;
  await rm(search, { recursive: true, force: true });
  leaveEmpty(search);
};

/** Takes folders of a search away where nothing is in them. */
export const leaveEmpty = (search: string): void => {
  for (const each of [search, dirname(search), dirname(dirname(search))])
    try {
      rmdirSync(each);
    } catch {
      // Something is in it, or it is not there.
    }
};
