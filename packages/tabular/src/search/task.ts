import { readFile } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { writeAtomically } from "@kaviar/base/files";
import type { Split } from "@kaviar/nn";
import type { Facts } from "../grammar/facts.ts";
import type { SentTraining } from "../workers/messages.ts";

/** What every evaluation of a search has in common, as its workers read it from a file. */
export interface SearchTask {
  readonly training: SentTraining;
  readonly facts: Facts;
  readonly splits: readonly Split[];
  /** How often these deal all rows, and the number of the first of them: others may have been scored before. */
  readonly repeats: number;
  readonly first: number;
  readonly seed: number;
  /** The name of a metric of nn. */
  readonly metric: string;
  /** The module of the caller's own grammar. */
  readonly grammar: string | undefined;
  /** The names of the parts that pipelines are made of. */
  readonly parts: readonly string[];
  /** The most memory a pipeline may take beside the table, in bytes. */
  readonly memory: number;
  /** The seconds that a pipeline may take, where the search has a time. */
  readonly seconds: number | undefined;
  /** Where predictions of rows held out are kept; undefined where they go with their trials. */
  readonly folder: string | undefined;
}

/** Whole, or not there: workers of another process may be reading it. */
export const writeTask = (path: string, task: SearchTask): Promise<void> => writeAtomically(path, serialize(task));

export const readTask = async (path: string): Promise<SearchTask> => deserialize(await readFile(path)) as SearchTask;
