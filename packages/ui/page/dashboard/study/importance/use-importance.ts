import type { ImportanceFacts } from "../../../../src/reading/importance.ts";
import type { StudySummary } from "../../../../src/reading/study-summary.ts";
import { type Answered, useAnswer } from "../../use-answer.ts";

/** In milliseconds: it is computed anew no more often while trials come. */
const every = 10_000;

/** Which parameters mattered, once the dashboard has told. */
export const useImportance = ({ id, counts }: StudySummary, objective: number): Answered<ImportanceFacts> =>
  useAnswer<ImportanceFacts>(`/api/studies/${id}/importance?objective=${objective}`, counts.complete, every);
