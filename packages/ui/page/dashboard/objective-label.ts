import type { StudySummary } from "../../src/reading/study-summary.ts";

/** What an objective is called. */
export const objectiveLabel = ({ objectives, directions }: StudySummary, objective: number): string =>
  objectives?.[objective] ?? (directions.length === 1 ? "value" : `value ${objective + 1}`);
