import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { EventLog } from "@kaviar/base/events";
import type { Study, StudyEvent } from "@kaviar/tune";
import { heldOutWith } from "../../search/held-out.ts";
import { checkTable } from "../../table/check-table.ts";
import type { Table } from "../../table/table.ts";
import type { Autofit } from "../autofit.ts";
import { checkProcesses } from "../check-processes.ts";
import type { AutofitEvent } from "../events.ts";
import { finishSearch } from "../finish-search.ts";
import { type AutofitOptions, readAutofitOptions } from "../options.ts";
import { beginSearch } from "../searching/begin-search.ts";
import { begunFacts, keepFacts } from "../searching/kept-facts.ts";
import { createSearching, openSearch } from "../searching/run-search.ts";
import { tellEvents } from "../searching/tell-events.ts";
import { timeLeft } from "../searching/time-left.ts";
import { type Running, withEvents } from "../with-events.ts";
import { commonClock, resetClock } from "./common-clock.ts";
import { untilAllEnded } from "./until-all-ended.ts";

/** What `autofit` takes, and where all who work on the search meet. */
export type SharedOptions = Omit<AutofitOptions, "folder"> & { readonly storage: string; readonly name: string };

/** A search that several processes work on, on one machine or on many: each has the table. */
export interface SharedSearch {
  /** Begins it, or lets it go on by what is given now: whatever is wrong with that is said here, before anybody works on it. */
  begin(): Promise<void>;
  /** Evaluates pipelines beside all others who do. Says why the search is over; undefined where it is not, but its signal ended this. */
  join(): Running<string | undefined>;
  /** Of a search that is over: chooses from what was scored, and fits that. One of all does it. */
  finish(ended: string): Autofit;
  /** What others do, from what happens in their study. */
  watch(follow: (study: Study) => AsyncIterable<StudyEvent>): Running<void>;
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
  const { workers = availableParallelism(), signal } = options;

  const begun = async (log: EventLog<AutofitEvent>) => {
    const elapsed = await commonClock(options);
    return { elapsed, search: await beginSearch(table, options, log, elapsed) };
  };

  return {
    begin: async () => {
      await withEvents(async (log) => {
        const { keep, prepared, total, columns, notes } = await beginSearch(table, options, log, () => 0);
        await keep();
        await resetClock(options);
        await keepFacts(options, begunFacts(prepared, options, { milliseconds: total, columns, notes }));
      });
    },
    join: () =>
      withEvents(async (log) => {
        const { elapsed, search } = await begun(log);
        const { prepared, species, grammar, time } = search;
        const folder = await mkdtemp(join(tmpdir(), "kaviar-fit-"));
        const study = await openSearch(prepared, options, search);
        try {
          const left = timeLeft(search, options, { elapsed, workers });
          const plan = { species, grammar, workers, folder, isShared: true, time, left };
          const evaluate = await createSearching(study, prepared, options, plan);
          const stopTelling = tellEvents(study, species, log);
          const trials = "evaluations" in options.budget ? options.budget.evaluations : undefined;
          const ended = await untilAllEnded(study, evaluate, { signal, trials });
          await stopTelling();
          return ended;
        } finally {
          await study.close();
          await rm(folder, { recursive: true, force: true });
        }
      }),
    finish: (ended) =>
      withEvents(async (log) => {
        const { elapsed, search } = await begun(log);
        const { prepared, total, columns, notes } = search;
        const folder = await mkdtemp(join(tmpdir(), "kaviar-fit-"));
        const study = await openSearch(prepared, options, search);
        try {
          const beganAt = Date.now() - elapsed();
          const told = begunFacts(prepared, options, { milliseconds: total, columns, notes, beganAt });
          const searched = { ...told, searched: { at: Date.now(), why: ended } };
          await keepFacts(options, searched);
          const limit = () => total ?? Number.POSITIVE_INFINITY;
          const ending = { ended, heldOut: heldOutWith(study), folder, workers, elapsed, limit, log };
          const result = await finishSearch(study, search, options, ending);
          await keepFacts(options, searched, result);
          return result;
        } catch (error) {
          await study.close().catch(() => {});
          throw error;
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      }),
    watch: (follow) =>
      withEvents(async (log) => {
        // Who only looks does not begin the time.
        const search = await beginSearch(table, options, log, () => 0);
        const study = await openSearch(search.prepared, options, search);
        try {
          await tellEvents(study, search.species, log, follow(study))();
        } finally {
          await study.close();
        }
      }),
  };
};
