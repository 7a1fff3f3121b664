import { withCard } from "@kaviar/base/card";
import { type Running, withEvents } from "@kaviar/base/events";
import { checkTable } from "../table/check-table.ts";
import type { Table } from "../table/table.ts";
import { checkProcesses } from "./check-processes.ts";
import type { AutofitEvent } from "./events.ts";
import { type AutofitOptions, readAutofitOptions } from "./options.ts";
import type { AutofitResult } from "./result.ts";

/** A search that runs: to be awaited for what it finds, and to be iterated for what happens. */
export interface Autofit extends Running<AutofitResult, AutofitEvent> {}

/**
 * Searches for the pipeline, and the ensemble of pipelines, that predicts a column of a table best.
 *
 * ```ts
 * const { model, leaderboard, holdout } = await autofit(churn, { target: "churned", budget: { time: "60s" }, seed: 1 });
 * await model.save("churn.onnx");
 * ```
 * A portfolio of pipelines that are known to do well comes first, then evolution. Each is scored on folds, in a process
 * of its own that is ended at its limits of time and memory. An honest score comes from rows that the search never saw.
 */
export const autofit = withCard(
  (table: Table, given: AutofitOptions): Autofit => {
    const options = readAutofitOptions(given);
    checkTable("autofit", table);
    checkProcesses("autofit");
    return withEvents(async (log) => {
      const { searchPipelines } = await import("./search-pipelines.ts");
      return searchPipelines(table, options, log);
    });
  },
  {
    about: {
      name: "Automatic search over pipelines",
      formula: "steady-state NSGA-II on pipelines as typed trees; then a greedy ensemble of all that was scored",
      use: "a table, a column to predict, and a minute or an hour",
      pitfall: "the best of hundreds of scores is too good: believe the holdout",
      reference: "Olson & Moore 2016; Caruana et al. 2004; Feurer et al. 2022",
      seeAlso: ["crossValidate", "greedyEnsemble", "pipeline"],
    },
  },
);
