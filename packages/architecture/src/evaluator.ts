import type { LiveTrial } from "@kaviar/tune";
import { createEvaluation } from "./evaluation/evaluate.ts";
import { createFinal, type FinalTask } from "./evaluation/final.ts";
import { readTask } from "./evaluation/task.ts";
import { readArchitecture } from "./spaces/read-architecture.ts";

type Evaluator = (values: never, trial: LiveTrial) => Promise<number>;

/** What the workers of a search do, from the file of its task: train and score the candidates that they are given. */
export const evaluatorOf = async (file: string): Promise<Evaluator> => {
  const task = await readTask(file);
  return createEvaluation(task, await readArchitecture(task.architecture, task.kind));
};

/** What they do in the end: train the best on all rows. */
export const finisherOf = async (file: string): Promise<Evaluator> => {
  const task = (await readTask(file)) as FinalTask;
  return createFinal(task, await readArchitecture(task.architecture, task.kind));
};
