import type { EventLog } from "@kaviar/base/events";
import { losses, paretoFront, type Study } from "@kaviar/tune";
import { TableError } from "../error.ts";
import { type Species, wordsOfTrial } from "../evolution/species.ts";
import type { HeldOut } from "../search/held-out.ts";
import { choose } from "./choosing/choose.ts";
import type { AutofitEvent } from "./events.ts";
import { adjusted } from "./finishing/adjusted.ts";
import { finishSurely } from "./finishing/finish-surely.ts";
import { outOfFoldOf } from "./finishing/out-of-fold-of.ts";
import type { Options } from "./preparing/prepare-search.ts";
import type { AutofitResult, Candidate, Failed } from "./result.ts";
import type { Begun } from "./searching/begin-search.ts";
import { bestFirst, candidateOf } from "./searching/candidate-of.ts";
import { completeIn } from "./searching/run-search.ts";
import { whyFailed } from "./searching/why-failed.ts";

interface Ending {
  /** Why no more pipelines are tried. */
  readonly ended: string;
  readonly heldOut: HeldOut;
  readonly folder: string;
  readonly workers: number;
  /** Milliseconds since the search began, and how many of them what comes now may have passed then. */
  readonly elapsed: () => number;
  readonly limit: () => number;
  readonly log: EventLog<AutofitEvent>;
}

/** What a search comes to: of all that was scored one is chosen, or some together, and fitted to all rows. */
export const finishSearch = async (
  study: Study,
  { prepared, preset, grammar, species, notes: known }: Begun,
  options: Options,
  { ended, heldOut, folder, workers, elapsed, limit, log }: Ending,
): Promise<AutofitResult> => {
  const { scored, isOnFront, failures, stopped } = sorted(study, species);
  if (scored.length === 0) throw nothingFound(failures, ended);
  const left = (): number => (limit() - elapsed()) / 1000;
  const say = (doing: string) => log.add({ kind: "finishing", doing });
  const { singles, leaderboard, ensemble, ...chosen } = await choose(scored, prepared, {
    ...{ species, grammar, workers, folder, left, say, heldOut, history: study.history },
    members: preset.ensemble && options.prefer === "best" ? preset.members : undefined,
    prefer: options.prefer,
    isBaseline: ({ pipeline }) => species.parts.get(pipeline.model!.name)?.baseline === true,
    seed: options.seed,
    seconds: undefined,
    signal: options.signal,
  });
  const finished = await finishSurely(singles, ensemble, prepared, { workers, left, say });
  const { single, notes } = finished;
  const outOfFold = await outOfFoldOf(finished.ensemble?.members ?? [{ candidate: single, weight: 1 }], heldOut);
  const ready = adjusted({ ...finished, outOfFold }, prepared, options);
  const { model } = ready;
  return {
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
