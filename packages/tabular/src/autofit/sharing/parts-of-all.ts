import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { EventLog } from "@kaviar/base/events";
import { commonClock, resetClock, type Study, type StudyEvent, untilAllEnded } from "@kaviar/tune";
import { heldOutWith } from "../../search/held-out.ts";
import type { Table } from "../../table/table.ts";
import type { AutofitEvent } from "../events.ts";
import { finishSearch } from "../finish-search.ts";
import type { Options } from "../preparing/prepare-search.ts";
import type { AutofitResult } from "../result.ts";
import { beginSearch } from "../searching/begin-search.ts";
import { begunFacts, keepFacts } from "../searching/kept-facts.ts";
import { createSearching, openSearch } from "../searching/run-search.ts";
import { tellEvents } from "../searching/tell-events.ts";
import { timeLeft } from "../searching/time-left.ts";

/** Options with the name by which all meet. */
export type Named = Options & { readonly name: string };

type Log = EventLog<AutofitEvent>;

const begun = async (table: Table, options: Named, log: Log) => {
  const elapsed = await commonClock(options);
  return { elapsed, search: await beginSearch(table, options, log, elapsed) };
};

/** Before anybody takes part. */
export const begin = async (table: Table, options: Named, log: Log): Promise<void> => {
  const { keep, prepared, total, columns, notes } = await beginSearch(table, options, log, () => 0);
  await keep();
  await resetClock(options);
  await keepFacts(options, begunFacts(prepared, options, { milliseconds: total, columns, notes }));
};

/** The part of one machine of many. */
export const takePart = async (table: Table, options: Named, log: Log): Promise<string | undefined> => {
  const { elapsed, search } = await begun(table, options, log);
  const { prepared, species, grammar, time } = search;
  const { workers = availableParallelism(), signal, budget } = options;
  const folder = await mkdtemp(join(tmpdir(), "kaviar-fit-"));
  const study = await openSearch(prepared, options, search);
  try {
    const left = timeLeft(search, options, { elapsed, workers });
    const plan = { species, grammar, workers, folder, isShared: true, time, left };
    const evaluate = await createSearching(study, prepared, options, plan);
    const stopTelling = tellEvents(study, species, log);
    const trials = "evaluations" in budget ? budget.evaluations : undefined;
    const ended = await untilAllEnded(study, evaluate, { signal, trials });
    await stopTelling();
    return ended;
  } finally {
    await study.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** The part of one of all, when the others have done theirs. */
export const finish = async (table: Table, options: Named, log: Log, ended: string): Promise<AutofitResult> => {
  const { elapsed, search } = await begun(table, options, log);
  const { prepared, total, columns, notes } = search;
  const { workers = availableParallelism() } = options;
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
};

/** The part of who looks on. */
export const watch = async (
  table: Table,
  options: Named,
  log: Log,
  follow: (study: Study) => AsyncIterable<StudyEvent>,
): Promise<void> => {
  // Who only looks does not begin the time.
  const search = await beginSearch(table, options, log, () => 0);
  const study = await openSearch(search.prepared, options, search);
  try {
    await tellEvents(study, search.species, log, follow(study))();
  } finally {
    await study.close();
  }
};
