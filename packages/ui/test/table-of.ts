import type { TrialRecord } from "@kaviar/tune";
import { createTrialTable, type TrialTable } from "../page/dashboard/table/trial-table.ts";
import { columnsOf } from "../src/columns/index.ts";

/** Trials as the page holds them: complete ones unless said otherwise, numbered from 0. */
export const tableOf = (
  trials: readonly Partial<TrialRecord>[],
  { objectives = 1, reports = () => 0 }: { objectives?: number; reports?: (number: number) => number } = {},
): TrialTable => {
  const table = createTrialTable(objectives);
  const records = trials.map(
    (trial, number): TrialRecord => ({
      number,
      state: "complete",
      params: {},
      dimensions: [],
      attributes: {},
      constraints: {},
      attempt: 1,
      ...trial,
    }),
  );
  table.merge(columnsOf(records, objectives, 1, reports));
  return table;
};
