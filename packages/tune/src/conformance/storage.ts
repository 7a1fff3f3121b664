import type { Storage } from "../storage/storage.ts";
import type { Case } from "./case.ts";
import { immutabilityFacts } from "./storage/immutability.ts";
import { processFacts } from "./storage/processes.ts";
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
  ...immutabilityFacts,
  ...processFacts,
];
