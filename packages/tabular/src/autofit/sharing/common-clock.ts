import { withStorage } from "../preparing/with-storage.ts";
import type { Named } from "./parts-of-all.ts";

/** Where a study keeps when the first of those who work on its search began, in milliseconds since 1970. */
const attribute = "kaviar:fit-began";

/** Milliseconds since the first of all began, also on machines that came later. */
export const commonClock = async (options: Named): Promise<() => number> => {
  const began = await withStorage(options, async (storage) => {
    const study = (await storage.studies()).find(({ name }) => name === options.name);
    const known = study?.attributes[attribute];
    if (typeof known === "number" || study === undefined) return known as number | undefined;
    const now = Date.now();
    await storage.setStudyAttributes(study.id, { [attribute]: now });
    return now;
  });
  const start = began ?? Date.now();
  return () => Date.now() - start;
};

/** Lets the time of a search begin anew with whoever is the first to work on it. */
export const resetClock = (options: Named): Promise<void> =>
  withStorage(options, async (storage) => {
    const study = (await storage.studies()).find(({ name }) => name === options.name);
    if (study !== undefined) await storage.setStudyAttributes(study.id, { [attribute]: undefined });
  });
