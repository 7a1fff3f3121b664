import type { StudyRecord } from "../storage/storage.ts";

/** The attribute of a study that says whether the same point always gives the same value. */
export const deterministicAttribute = "kaviar:deterministic";

/** What was said of a study's objective when it was made. */
export const isDeterministic = ({ attributes }: Pick<StudyRecord, "attributes">): boolean =>
  attributes[deterministicAttribute] !== false;
