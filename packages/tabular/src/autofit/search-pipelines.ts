import { access, constants, mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { EventLog } from "@kaviar/base/events";
import type { Study } from "@kaviar/tune";
import { TableError } from "../error.ts";
import { heldOutIn } from "../search/held-out.ts";
import type { Table } from "../table/table.ts";
import type { AutofitEvent } from "./events.ts";
import { finishSearch } from "./finish-search.ts";
import type { Options } from "./preparing/prepare-search.ts";
import type { AutofitResult } from "./result.ts";
import { beginSearch } from "./searching/begin-search.ts";
import { begunFacts, keepFacts } from "./searching/kept-facts.ts";
import { keptAtMost } from "./searching/kept-for-end.ts";
import { createSearching, lagOf, openSearch } from "./searching/run-search.ts";
import { tellEvents } from "./searching/tell-events.ts";
import { timeLeft } from "./searching/time-left.ts";

/** The search itself, which needs processes and files. */
export const searchPipelines = async (
  given: Table,
  options: Options,
  log: EventLog<AutofitEvent>,
): Promise<AutofitResult> => {
  const start = performance.now();
  const elapsed = (): number => performance.now() - start;
  const abort = limitOnAbort(options.signal, elapsed);
  const begun = await beginSearch(given, options, log, elapsed);
  const { prepared, species, grammar, total, time, notes } = begun;
  const workers = workersFor(options);
  const folder = await folderFor(options.folder);
  let opened: Study | undefined;
  try {
    await begun.keep();
    const study = await openSearch(prepared, options, begun);
    opened = study;
    const left = timeLeft(begun, options, { elapsed, workers });
    const plan = { species, grammar, workers, folder, isShared: false, time, left };
    const search = await createSearching(study, prepared, options, plan);
    const told = begunFacts(prepared, options, { milliseconds: total, columns: begun.columns, notes });
    await keepFacts(options, told);
    const stopTelling = tellEvents(study, species, log);
    const ended = await search();
    await stopTelling();
    const searched = { ...told, searched: { at: Date.now(), why: ended } };
    await keepFacts(options, searched);
    const limit = () => Math.min(total ?? Number.POSITIVE_INFINITY, abort.limit());
    const heldOut = heldOutIn(folder);
    const ending = { ended, heldOut, folder, workers, elapsed, limit, log };
    const result = await finishSearch(study, begun, options, ending);
    await keepFacts(options, searched, result);
    return result;
  } catch (error) {
    // Nobody else has it: what the search fails by is said, not what the closing does.
    await opened?.close().catch(() => {});
    throw error;
  } finally {
    abort.forget();
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  }
};

/** As many as are of use: with counted evaluations no more than may be on their way. */
const workersFor = ({ workers = availableParallelism(), budget }: Options): number =>
  "evaluations" in budget ? Math.min(workers, lagOf(budget.evaluations), budget.evaluations) : workers;

/** Milliseconds from its start by which a search that was told to end does so: what comes after it takes its share. */
const limitOnAbort = (signal: AbortSignal | undefined, elapsed: () => number) => {
  let limit = Number.POSITIVE_INFINITY;
  const hear = () => {
    limit = Math.max(elapsed() / (1 - keptAtMost), elapsed() + leastAfterAbort);
  };
  if (signal?.aborted) hear();
  else signal?.addEventListener("abort", hear, { once: true });
  return { limit: () => limit, forget: () => signal?.removeEventListener("abort", hear) };
};

/** Milliseconds that what comes after a search may take at least. */
const leastAfterAbort = 2_000;

/** The folder of a search: one that was named, or one of its own. */
const folderFor = async (named: string | undefined): Promise<string> => {
  const folder = resolve(named ?? join(tmpdir(), "kaviar-fit-"));
  try {
    if (named === undefined) return await mkdtemp(folder);
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return folder;
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new TableError("file", `A search keeps files in a folder: ${folder} cannot be written (${code}).`, {
      cause,
      remedy: "Check the path, who may write there and whether the disk is full, or name another `folder`.",
    });
  }
};
