import { mkdir } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import type { Split } from "@kaviar/nn";
import type { Species } from "../../evolution/species.ts";
import { writeTask } from "../../search/task.ts";
import { sendTraining } from "../../workers/messages.ts";
import { writeEvaluator } from "../../write-evaluator.ts";
import type { Loaded } from "../preparing/load-grammar.ts";
import type { Prepared } from "../preparing/prepare-search.ts";

/** The share of the machine's memory that all workers together may take. */
const memoryShare = 0.7;

/** The machine's memory in bytes, or as much of it as a container may take. */
const memoryHere = (): number => Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

export interface Evaluating {
  readonly species: Species;
  readonly grammar: Loaded;
  readonly seed: number;
  readonly workers: number;
  /** Where the files of this evaluation are kept: of each folder one. */
  readonly folder: string;
  /** Whether what is said of rows held out goes with its trial, for others on other machines. */
  readonly isShared?: boolean;
  /** The seconds that a pipeline may take, where there is a time. */
  readonly seconds: number | undefined;
}

/** Folds to score on: how often they deal all rows, and the number of the first of them. */
export interface Dealt {
  readonly splits: readonly Split[];
  readonly repeats: number;
  readonly first: number;
}

/** The module by which worker processes score pipelines, and the memory that each of them may take. */
export const evaluatorFor = async (
  { training, metric }: Prepared,
  { splits, repeats, first }: Dealt,
  { species, grammar, seed, workers, folder, isShared, seconds }: Evaluating,
): Promise<{ readonly evaluator: URL; readonly memory: number }> => {
  const memory = Math.floor((memoryHere() * memoryShare) / workers);
  await mkdir(folder, { recursive: true });
  const task = join(folder, "task");
  await writeTask(task, {
    training: sendTraining(training),
    facts: species.facts,
    splits,
    repeats,
    first,
    seed,
    metric: metric.name,
    grammar: grammar.url,
    parts: [...species.parts.keys()],
    memory: memory / 2,
    seconds,
    folder: isShared ? undefined : folder,
  });
  return { evaluator: await writeEvaluator(folder, task), memory };
};
