import type { Dimension } from "../space/dimension.ts";
import type { Space } from "../space/parameter.ts";
import type { TrialRecord } from "../trial/record.ts";
import { parseExact, stringifyExact } from "./exact-json.ts";
import { deepFrozen } from "./frozen.ts";
import { digest } from "./trial-row.ts";

/** What trials share: the dimensions they were drawn from, and the space these were declared as. */
export type SharedSpace = Pick<TrialRecord, "dimensions" | "space">;

/**
 * The spaces that trials were drawn from, each kept once and read once. A trial's row names its space by the digest of
 * the space's text.
 */
export interface SpaceCache {
  /** The name of a space, and its text, where the database may not have it yet. */
  name(study: number, dimensions: readonly Dimension[], space?: Space): { digest: string; unwritten: string | null };
  /** The database has it. */
  written(study: number, digest: string): void;
  find(study: number, digest: string | null): SharedSpace | undefined;
  learn(study: number, digest: string, text: string): void;
}

/** That of a trial which has no point yet. */
export const noSpace: SharedSpace = deepFrozen({ dimensions: [] });

export const createSpaceCache = (): SpaceCache => {
  const texts = new WeakMap<
    readonly Dimension[],
    { text: string; digest: string; length: number; space: Space | undefined }
  >();
  const spaces = new Map<string, SharedSpace>();
  const inDatabase = new Set<string>();
  return {
    name: (study, dimensions, space) => {
      let known = texts.get(dimensions);
      if (known === undefined || known.length !== dimensions.length || known.space !== space) {
        const text = stringifyExact(space === undefined ? dimensions : { dimensions, space });
        known = { text, digest: digest(text), length: dimensions.length, space };
        texts.set(dimensions, known);
      }
      const key = `${study}:${known.digest}`;
      return { digest: known.digest, unwritten: inDatabase.has(key) ? null : known.text };
    },
    written: (study, of) => {
      inDatabase.add(`${study}:${of}`);
    },
    find: (study, of) => (of === null ? noSpace : spaces.get(`${study}:${of}`)),
    learn: (study, of, text) => {
      const parsed = parseExact(text);
      spaces.set(
        `${study}:${of}`,
        deepFrozen((Array.isArray(parsed) ? { dimensions: parsed } : parsed) as SharedSpace),
      );
    },
  };
};
