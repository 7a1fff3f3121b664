import type { LiveTrial } from "@kaviar/tune";
import { createEvaluation } from "./search/evaluate.ts";
import { groundOf } from "./search/ground.ts";
import { readTask } from "./search/task.ts";

/** What the workers of a search do, from the file of its task: score the pipelines that they are given. */
export const evaluatorOf = async (
  task: string,
): Promise<(values: unknown, trial: LiveTrial) => Promise<readonly number[]>> =>
  createEvaluation(await groundOf(await readTask(task)));
