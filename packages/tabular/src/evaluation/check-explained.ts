import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import { checkTable } from "../table/check-table.ts";

/** Refuses to explain what does not predict, or rows that are no table. */
export const checkExplained = (owner: string, model: unknown, table: unknown): void => {
  if (typeof model !== "object" || model === null || !("predict" in model) || !("inputs" in model)) {
    throw new TableError("pipeline", `${owner} explains a model that was fitted: got ${shown(model)}.`, {
      remedy: 'Fit it first: await pipe.fit(train, { target: "churned" }).',
    });
  }
  checkTable(owner, table);
};
