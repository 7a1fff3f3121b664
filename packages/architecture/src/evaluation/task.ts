import { readFile, rm } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { writeAtomically } from "@kaviar/base/files";
import type { Split } from "@kaviar/nn";
import type { Kind } from "../contract/facts.ts";
import { fileRows } from "../data/filed-rows.ts";
import type { Rows } from "../data/rows.ts";
import type { Targets } from "../data/targets.ts";
import type { Plan } from "./cycles.ts";
import type { SharedStudy } from "./keep-with-study.ts";

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
  /** The study, where machines that share no folder work on the search. */
  readonly shared?: SharedStudy | undefined;
}

/** Where numbers of rows lie beside a task, unless they lie in a file of their own. */
const rowsOf = (path: string): string => `${path}.rows`;

/** Whole, or not there: workers of another process may be reading it. */
export const writeTask = async (path: string, task: SearchTask): Promise<void> => {
  const rows = "shape" in task.rows ? await fileRows(rowsOf(path), task.rows) : task.rows;
  await writeAtomically(path, serialize({ ...task, rows }));
};

/** Takes what was written away. */
export const forgetTask = async (path: string): Promise<void> => {
  for (const file of [path, rowsOf(path)]) await rm(file, { force: true });
};

export const readTask = async (path: string): Promise<SearchTask> => deserialize(await readFile(path)) as SearchTask;
