import { readFile } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { writeAtomically } from "@kaviar/base/files";
import type { Split } from "@kaviar/nn";
import type { Kind } from "../contract/facts.ts";
import type { Rows } from "../data/rows.ts";
import type { Targets } from "../data/targets.ts";
import type { Plan } from "./cycles.ts";

/** What all trials of a search have in common, as its workers read it from a file. */
export interface SearchTask {
  readonly kind: Kind;
  readonly rows: Rows;
  readonly targets: Targets;
  readonly facts: unknown;
  readonly splits: readonly Split[];
  readonly seed: number;
  readonly plan: Plan;
  /** The name of a metric of nn. */
  readonly metric: string;
  /** The module of the caller's own architecture. */
  readonly architecture: string | undefined;
  /** Where what was said of rows held out is kept. */
  readonly folder: string;
}

/** Whole, or not there: workers of another process may be reading it. */
export const writeTask = (path: string, task: SearchTask): Promise<void> => writeAtomically(path, serialize(task));

export const readTask = async (path: string): Promise<SearchTask> => deserialize(await readFile(path)) as SearchTask;
