import { type Running, withEvents } from "@kaviar/base/events";
import type { Study, StudyEvent } from "@kaviar/tune";
import { checkTable } from "../../table/check-table.ts";
import type { Table } from "../../table/table.ts";
import type { Autofit } from "../autofit.ts";
import { checkProcesses } from "../check-processes.ts";
import type { AutofitEvent } from "../events.ts";
import { type AutofitOptions, readAutofitOptions } from "../options.ts";

/** What `autofit` takes, and where all who work on the search meet. */
export type SharedOptions = Omit<AutofitOptions, "folder"> & { readonly storage: string; readonly name: string };

/** A search that several processes work on, on one machine or on many: each has the table. */
export interface SharedSearch {
  /** Begins it, or lets it go on by what is given now: whatever is wrong with that is said here, before anybody works on it. */
  begin(): Promise<void>;
  /** Evaluates pipelines beside all others who do. Says why the search is over; undefined where it is not, but its signal ended this. */
  join(): Running<string | undefined, AutofitEvent>;
  /** Of a search that is over: chooses from what was scored, and fits that. One of all does it. */
  finish(ended: string): Autofit;
  /** What others do, from what happens in their study. */
  watch(follow: (study: Study) => AsyncIterable<StudyEvent>): Running<void, AutofitEvent>;
}

/**
 * The search of `autofit` for several machines, which meet in the study of a database. With counted evaluations it finds the same
 * by however many.
 *
 * ```ts
 * const search = sharedSearch(churn, { target: "churned", budget: { evaluations: 300 }, storage: "postgres://…", name: "churn" });
 * await search.begin();                       // once
 * const ended = await search.join();          // on each machine
 * const { model } = await search.finish(ended); // on one of them
 * ```
 * What pipelines said of rows held out goes with their trials, as an artifact.
 */
export const sharedSearch = (table: Table, given: SharedOptions): SharedSearch => {
  checkTable("sharedSearch", table);
  checkProcesses("sharedSearch");
  const options = { ...readAutofitOptions(given), storage: given.storage, name: given.name };
  // What needs processes and files is loaded where there are some.
  const parts = () => import("./parts-of-all.ts");
  return {
    begin: async () => withEvents<void, AutofitEvent>(async (log) => (await parts()).begin(table, options, log)),
    join: () => withEvents(async (log) => (await parts()).takePart(table, options, log)),
    finish: (ended) => withEvents(async (log) => (await parts()).finish(table, options, log, ended)),
    watch: (follow) =>
      withEvents<void, AutofitEvent>(async (log) => (await parts()).watch(table, options, log, follow)),
  };
};
