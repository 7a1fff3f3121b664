import type { Metric } from "@kaviar/nn";
import * as nn from "@kaviar/nn";
import { partsOf } from "../grammar/parts-of.ts";
import { readGrammar } from "../grammar/read-grammar.ts";
import { receiveTraining } from "../workers/messages.ts";
import type { Ground } from "./evaluate.ts";
import { keepHeldOut } from "./held-out.ts";
import type { SearchTask } from "./task.ts";

/** What a worker makes of a task. */
export const groundOf = async (task: SearchTask): Promise<Ground> => {
  const training = receiveTraining(task.training);
  const { facts } = task;
  const grammar = task.grammar === undefined ? {} : await readGrammar(task.grammar);
  const parts = new Map([...partsOf(grammar, facts)].filter(([name]) => task.parts.includes(name)));
  return {
    training,
    facts,
    parts,
    splits: task.splits,
    repeats: task.repeats,
    first: task.first,
    seed: task.seed,
    metric: (nn as unknown as Readonly<Record<string, Metric>>)[task.metric]!,
    memory: task.memory,
    seconds: task.seconds,
    objectives: 3,
    keep: keepHeldOut(task.folder),
  };
};
