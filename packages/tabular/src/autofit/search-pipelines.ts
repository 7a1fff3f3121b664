import { access, constants, mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { EventLog } from "@kaviar/base/events";
import { parseDuration } from "@kaviar/base/text";
import { type History, losses, paretoFront, type Study } from "@kaviar/tune";
import { TableError } from "../error.ts";
import { portfolioOf } from "../evolution/portfolio.ts";
import { type Species, wordsOfTrial } from "../evolution/species.ts";
import { type Preset, presets } from "../grammar/presets.ts";
import type { Table } from "../table/table.ts";
import { choose } from "./choosing/choose.ts";
import type { AutofitEvent } from "./events.ts";
import { adjusted } from "./finishing/adjusted.ts";
import { finishSurely } from "./finishing/finish-surely.ts";
import { outOfFoldOf } from "./finishing/out-of-fold-of.ts";
import { checkAdjusting } from "./preparing/check-adjusting.ts";
import { loadGrammar } from "./preparing/load-grammar.ts";
import { type Options, prepareSearch } from "./preparing/prepare-search.ts";
import { begunBefore, keepBegun } from "./preparing/same-search.ts";
import { speciesFor } from "./preparing/species-for.ts";
import { warmStartOf } from "./preparing/warm-start.ts";
import type { AutofitResult, Candidate, Failed } from "./result.ts";
import { bestFirst, candidateOf } from "./searching/candidate-of.ts";
import { directionsOf } from "./searching/directions-of.ts";
import { begunFacts, keepFacts } from "./searching/kept-facts.ts";
import { keptAtMost, keptForEnd } from "./searching/kept-for-end.ts";
import { completeIn, lag, openSearch, trialSeconds } from "./searching/run-search.ts";
import { tellEvents } from "./searching/tell-events.ts";
import { whyFailed } from "./searching/why-failed.ts";

/** The search itself, which needs processes and files. */
export const searchPipelines = async (
  given: Table,
  options: Options,
  log: EventLog<AutofitEvent>,
): Promise<AutofitResult> => {
  const began = performance.now();
  const elapsed = (): number => performance.now() - began;
  const abort = limitOnAbort(options.signal, elapsed);
  const total = "time" in options.budget ? timeOf(options.budget.time) : undefined;
  const begun = await begunBefore(given, options);
  const prepared = prepareSearch(given, options, total, begun?.rows);
  checkAdjusting(options, prepared.training.target);
  const preset: Preset = presets[options.preset];
  const grammar = await loadGrammar(options.grammar);
  const { species, own } = speciesFor(grammar.grammar, preset, prepared.facts);
  const { parts } = species;
  const time = total && total * (1 - keptAtMost) - elapsed();
  const seconds = trialSeconds(time) / options.folds;
  const warm = begun ? begun.warm : await warmStartOf(options.warmStart, species, seconds);
  const known = [...prepared.notes, ...warm.notes];
  log.add({
    kind: "read",
    rows: given.rows,
    columns: given.columns.length,
    task: prepared.training.target.task,
    metric: prepared.metric.name,
    notes: known,
  });
  const portfolio = portfolioOf(species, own, { seed: options.seed, seconds, warm: warm.first });
  const workers = workersFor(options);
  const folder = await folderFor(options.folder);
  let opened: Study | undefined;
  try {
    await keepBegun(given, options, { rows: prepared.most, warm, directions: directionsOf(prepared.metric) });
    const { study, run } = await openSearch(prepared, options, {
      species,
      portfolio,
      workers,
      folder,
      grammar,
      time,
      left: leftOf(total, elapsed, {
        members: preset.members,
        folds: prepared.otherFolds.flat().length,
        deals: prepared.otherFolds.length,
        rows:
          (foldless(options.folds) * (prepared.table.rows + (prepared.held ? prepared.whole.rows : 0))) /
          prepared.table.rows,
        workers,
      }),
    });
    opened = study;
    const told = begunFacts(prepared, options, { milliseconds: total, columns: given.columns.length, notes: known });
    await keepFacts(options, told);
    const stopTelling = tellEvents(study, species, log);
    const ended = await run();
    await stopTelling();
    const searched = { ...told, searched: { at: Date.now(), why: ended } };
    await keepFacts(options, searched);
    const { scored, isOnFront, failures, stopped } = sorted(study, species);
    if (scored.length === 0) throw nothingFound(failures, ended);
    const left = (): number => (Math.min(total ?? Number.POSITIVE_INFINITY, abort.limit()) - elapsed()) / 1000;
    const say = (doing: string) => log.add({ kind: "finishing", doing });
    const { singles, leaderboard, ensemble, ...chosen } = await choose(scored, prepared, {
      ...{ species, grammar, workers, folder, left, say, history: study.history },
      members: preset.ensemble && options.prefer === "best" ? preset.members : undefined,
      prefer: options.prefer,
      isBaseline: ({ pipeline }) => parts.get(pipeline.model!.name)?.baseline === true,
      seed: options.seed,
      seconds: undefined,
      signal: options.signal,
    });
    const finished = await finishSurely(singles, ensemble, prepared, { workers, left, say });
    const { single, notes } = finished;
    const outOfFold = await outOfFoldOf(finished.ensemble?.members ?? [{ candidate: single, weight: 1 }], folder);
    const ready = adjusted({ ...finished, outOfFold }, prepared, options);
    const { model } = ready;
    const result: AutofitResult = {
      model,
      chosen: finished.ensemble ? "ensemble" : "single",
      single,
      ensemble: finished.ensemble,
      front: leaderboard.filter(isOnFront),
      leaderboard,
      failures,
      stopped,
      study,
      holdout: ready.holdout,
      adjusted: ready.adjusted,
      outOfFold: ready.outOfFold,
      searched: prepared.drawn,
      folds: prepared.splits.length,
      repeats: (finished.ensemble ?? single).scores.length / prepared.splits.length,
      metric: prepared.metric.name,
      better: prepared.metric.better,
      task: model.task,
      classes: model.classes,
      notes: [...known, ...chosen.notes, ...notes, ...ready.notes],
      ended,
      seconds: elapsed() / 1000,
    };
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
  "evaluations" in budget ? Math.min(workers, lag, budget.evaluations) : workers;

/** How many times the rows of a fold's fit all are. */
const foldless = (folds: number): number => folds / (folds - 1);

/** Milliseconds that a search has until what comes after it has to begin. */
const leftOf = (
  total: number | undefined,
  elapsed: () => number,
  ending: Omit<Parameters<typeof keptForEnd>[0], "total">,
): ((history: History) => number) => {
  if (total === undefined) return () => Number.POSITIVE_INFINITY;
  const kept = keptForEnd({ total, ...ending });
  return (history) => total - elapsed() - kept(history);
};

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

const timeOf = (time: number | string): number => {
  const milliseconds = typeof time === "number" ? time : parseDuration(time);
  if (milliseconds !== undefined && milliseconds > 0) return milliseconds;
  throw new TableError(
    "options",
    `A time is a number of milliseconds, or text such as "60s": got ${JSON.stringify(time)}.`,
  );
};

/** All candidates of a study, the best first, and what became of the others. */
const sorted = ({ history }: Study, species: Species) => {
  const complete = completeIn(history);
  const scored = bestFirst(
    complete.map((trial) => candidateOf(species, trial)),
    history.directions[0] === "maximize" ? "higher" : "lower",
  );
  const onFront = new Set(
    paretoFront(complete.map(({ values }) => losses(values!, history.directions))).map((i) => complete[i]!.number),
  );
  const failures = history.finished
    .filter(({ state }) => state === "failed")
    .map(
      (trial): Failed => ({
        trial: trial.number,
        words: wordsOfTrial(species, trial),
        error: whyFailed(trial),
      }),
    );
  return {
    scored,
    isOnFront: ({ trial }: Candidate) => onFront.has(trial),
    failures,
    stopped: history.finished.filter(({ state }) => state === "pruned").length,
  };
};

const nothingFound = (failures: readonly Failed[], ended: string): TableError =>
  new TableError(
    "data",
    failures.length > 0
      ? `A search finds a pipeline that can be fitted: all ${failures.length} failed, the first with "${failures[0]!.error}".`
      : `A search finds a pipeline that can be fitted: ${ended} before the first one was scored.`,
    {
      remedy:
        failures.length > 0
          ? "Take what is wrong out of the table, or fit one of them by hand to see more."
          : ended.includes("time")
            ? "Give it more time."
            : "Let it go on for longer.",
    },
  );
