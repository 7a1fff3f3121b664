import type { Storage } from "../storage/storage.ts";
import type { Case } from "./case.ts";
import { addedFacts } from "./storage/added.ts";
import { aheadFacts } from "./storage/ahead.ts";
import { immutabilityFacts } from "./storage/immutability.ts";
import { processFacts } from "./storage/processes.ts";
import { type Reader, readingFacts } from "./storage/reading.ts";
import { studyFacts } from "./storage/studies.ts";
import { trialFacts } from "./storage/trials.ts";

/**
 * What every storage has to show. `open` is called several times in one case: each call is one more connection to the
 * same place, which the case leaves as it found it.
 *
 * ```ts
 * for (const { name, run } of storageConformance) test(name, () => run(() => openStorage("sqlite:test.db")));
 * ```
 * A storage that lives in one process may hand out the same object each time; it has to survive its `close`.
 */
export const storageConformance: readonly Case<() => Promise<Storage>>[] = [
  ...studyFacts,
  ...trialFacts,
  ...aheadFacts,
  ...addedFacts,
  ...immutabilityFacts,
  ...processFacts,
];

/**
 * What a storage has to show that can be opened for reading only, beside one that writes.
 *
 * ```ts
 * const open = () => openStorage("sqlite:test.db");
 * const openForReading = () => openStorage("sqlite:test.db", { readOnly: true });
 * for (const { name, run } of storageReadingConformance) test(name, () => run({ open, openForReading }));
 * ```
 * One that lives in one process has nobody else to read it.
 */
export const storageReadingConformance: readonly Case<Reader>[] = readingFacts;
