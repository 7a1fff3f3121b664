import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@kaviar/base/files";
import type { Candidate } from "../contract/candidate.ts";

/** What others have to know of a candidate to go on from it. */
export interface Ancestor {
  readonly kind: string;
  /** How its rows were encoded. */
  readonly encoding: string;
}

const fileIn = (folder: string): string => join(folder, "ancestor.json");

export const writeAncestor = (folder: string, { kind }: Candidate, encoding: string): Promise<void> =>
  writeAtomically(fileIn(folder), JSON.stringify({ kind, encoding } satisfies Ancestor));

export const readAncestor = (folder: string): Promise<Ancestor | undefined> =>
  readFile(fileIn(folder), "utf8").then(
    (text) => JSON.parse(text) as Ancestor,
    () => undefined,
  );
