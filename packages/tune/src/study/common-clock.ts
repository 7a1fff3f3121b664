import { openStorage } from "../storage/open-storage.ts";
import type { Storage } from "../storage/storage.ts";

/** Where a study keeps when the first of those who work on it together began, in milliseconds since 1970. */
const attribute = "kaviar:fit-began";

/** A study, by where it is and what it is called. */
interface Named {
  readonly storage: string;
  readonly name: string;
}

const withRecord = async <T>(
  { storage: url, name }: Named,
  use: (storage: Storage, record: Awaited<ReturnType<Storage["studies"]>>[number]) => Promise<T>,
): Promise<T | undefined> => {
  const storage = await openStorage(url);
  try {
    const record = (await storage.studies()).find((study) => study.name === name);
    return record && (await use(storage, record));
  } finally {
    await storage.close();
  }
};

/**
 * Milliseconds since the first of all who work on a study began, also on machines that came later.
 *
 * ```ts
 * const elapsed = await commonClock({ storage: "sqlite:studies.db", name: "digits" });
 * elapsed() > 3_600_000;                                  // an hour is over, for all of them
 * ```
 * Clocks of machines differ: by as much as they do, so does what this says. Of a study that is not there it begins now.
 */
export const commonClock = async (study: Named): Promise<() => number> => {
  const began = await withRecord(study, async (storage, { id, attributes }) => {
    const known = attributes[attribute];
    if (typeof known === "number") return known;
    const now = Date.now();
    await storage.setStudyAttributes(id, { [attribute]: now });
    return now;
  });
  const start = began ?? Date.now();
  return () => Date.now() - start;
};

/**
 * Lets the time of a study begin anew with whoever is the first to work on it.
 *
 * ```ts
 * await resetClock({ storage: "sqlite:studies.db", name: "digits" });
 * ```
 * Those who work on it already keep the time that they have.
 */
export const resetClock = async (study: Named): Promise<void> => {
  await withRecord(study, (storage, { id }) => storage.setStudyAttributes(id, { [attribute]: undefined }));
};
