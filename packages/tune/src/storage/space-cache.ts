import type { Dimension } from "../space/dimension.ts";
import { parseExact, stringifyExact } from "./exact-json.ts";
import { deepFrozen } from "./frozen.ts";
import { digest } from "./trial-row.ts";

/**
 * The spaces that trials were drawn from, each kept once and read once. A trial's row names its space by the digest of
 * the space's text.
 */
export interface SpaceCache {
  /** The name of a space, and its text, where the database may not have it yet. */
  name(study: number, dimensions: readonly Dimension[]): { digest: string; unwritten: string | null };
  /** The database has it. */
  written(study: number, digest: string): void;
  find(study: number, digest: string | null): readonly Dimension[] | undefined;
  learn(study: number, digest: string, text: string): void;
}

const none: readonly Dimension[] = Object.freeze([]);

export const createSpaceCache = (): SpaceCache => {
  const texts = new WeakMap<readonly Dimension[], { text: string; digest: string; length: number }>();
  const spaces = new Map<string, readonly Dimension[]>();
  const inDatabase = new Set<string>();
  return {
    name: (study, dimensions) => {
      let known = texts.get(dimensions);
      if (known === undefined || known.length !== dimensions.length) {
        const text = stringifyExact(dimensions);
        known = { text, digest: digest(text), length: dimensions.length };
        texts.set(dimensions, known);
      }
      const key = `${study}:${known.digest}`;
      return { digest: known.digest, unwritten: inDatabase.has(key) ? null : known.text };
    },
    written: (study, of) => {
      inDatabase.add(`${study}:${of}`);
    },
    find: (study, of) => (of === null ? none : spaces.get(`${study}:${of}`)),
    learn: (study, of, text) => {
      spaces.set(`${study}:${of}`, deepFrozen(parseExact(text)) as readonly Dimension[]);
    },
  };
};
