import { fileURLToPath } from "node:url";
import type { LiveTrial } from "@kaviar/tune";
import { createEvaluation } from "./search/evaluate.ts";
import { groundOf } from "./search/ground.ts";
import { readTask } from "./search/task.ts";

/** A worker of a search: scores the pipelines that it is given. The task stands in the query of this module's URL. */
const path = new URL(import.meta.url).searchParams.get("task");
const evaluate = createEvaluation(await groundOf(await readTask(fileURLToPath(path!))));

export default (values: unknown, trial: LiveTrial): Promise<readonly number[]> => evaluate(values, trial);
