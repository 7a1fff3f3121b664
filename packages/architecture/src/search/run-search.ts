import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { EventLog } from "@kaviar/base/events";
import { ensemble, load, type TrainedModel } from "@kaviar/nn";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import type { Kind } from "../contract/facts.ts";
import { factsOf } from "../data/facts-of.ts";
import { countRows, readRows, takeRows, withRoom } from "../data/rows.ts";
import { readTargets, rowsOfTargets, takeTargets } from "../data/targets.ts";
import { ArchitectureError } from "../error.ts";
import { cycles } from "../evaluation/cycles.ts";
import { networkOf } from "../evaluation/network-of.ts";
import { preparingOf } from "../evaluation/preparing.ts";
import { saidOf } from "../evaluation/probabilities.ts";
import { modelFile } from "../evaluation/progress.ts";
import { metricNamed, scoreOf, usualMetric } from "../evaluation/score.ts";
import { type SearchTask, writeTask } from "../evaluation/task.ts";
import { readArchitecture } from "../spaces/read-architecture.ts";
import { recipesOf, spaceOf } from "../spaces/space-of.ts";
import { writeEvaluator } from "../write-evaluator.ts";
import { choose, meanOf } from "./choose.ts";
import { dealHoldout, dealSplits } from "./deal.ts";
import type { SearchEvent } from "./events.ts";
import { type Finished, finish } from "./finish.ts";
import { folderFor } from "./folder-for.ts";
import { frontOf } from "./front-of.ts";
import { openStudy } from "./open-study.ts";
import type { Budget, Options } from "./options.ts";
import type { Honest, JudgedRows, SearchResult } from "./result.ts";
import { checkSame } from "./same-search.ts";
import { bestFirst, type Scored, scoredOf, wordsOf } from "./scored.ts";
import type { SearchData } from "./search-network.ts";
import { tellEvents } from "./tell-events.ts";
import { mostEpochs, timesOf } from "./time.ts";

/** The search itself, which needs processes and files. */
export const runSearch = async (
  data: SearchData,
  options: Options,
  log: EventLog<SearchEvent>,
): Promise<SearchResult> => {
  const began = performance.now();
  const beganAt = Date.now();
  const elapsed = (): number => performance.now() - began;
  const times = timesOf(options.budget);
  const { task: kind, seed } = options;
  const rows = withRoom(kind, await readRows(kind, data.x));
  if (data.y === undefined)
    throw new ArchitectureError(
      "data",
      "A search learns from rows whose classes or numbers are known: there is no y.",
      {
        remedy: "Read a folder with a folder for each class, or a table with a target.",
      },
    );
  const targets = readTargets(data.y, options.target);
  if (countRows(rows) !== rowsOfTargets(targets))
    throw new ArchitectureError(
      "data",
      `Each row has a target: x has ${countRows(rows)} rows, y has ${rowsOfTargets(targets)}.`,
    );
  const metric = options.metric ?? usualMetric(targets.kind);
  const workers = options.workers ?? availableParallelism();
  const { searched, held } = dealHoldout(targets, options.holdout, seed);
  const known = takeTargets(targets, searched);
  const splits = dealSplits(known, seed);
  const own = takeRows(rows, searched);
  const facts = factsOf(kind, own, known, searched.length);
  const { space: given } = options;
  const url = given instanceof URL || typeof given === "string" ? String(given) : undefined;
  const architecture = typeof given === "object" && !(given instanceof URL) ? given : await readArchitecture(url, kind);
  checkSpace(architecture, url === undefined ? await readArchitecture(url, kind) : architecture, kind);
  const recipes = recipesOf(architecture, facts);
  const folder = await folderFor(options.folder);
  const task: SearchTask = {
    kind,
    rows: own,
    targets: known,
    facts,
    splits,
    seed,
    plan: { seconds: times.whole, epochs: epochsOf(options.budget) ?? mostEpochs(searched.length, 64) },
    metric,
    architecture: url,
    folder: folder.path,
  };
  try {
    await checkSame(folder.path, rows, targets, options);
    await writeTask(join(folder.path, "task"), task);
    log.add({
      kind: "read",
      rows: countRows(rows),
      searched: searched.length,
      held: held.length,
      classes: targets.kind === "classes" ? targets.classes : undefined,
      metric,
      notes: [],
    });
    const { study, run, candidateOf, resumed } = await openStudy(options, {
      space: spaceOf(architecture, facts),
      recipes,
      evaluator: await writeEvaluator(folder.path, "evaluatorOf", join(folder.path, "task")),
      workers,
      left: () => times.search - elapsed(),
    });
    try {
      if (resumed > 0) log.add({ kind: "resumed", tried: resumed });
      const stopTelling = tellEvents(study, candidateOf, recipes.length, log);
      const ended = await run();
      await stopTelling();
      const scored = study.history.trials.flatMap(
        (trial) => scoredOf(trial!, candidateOf(trial!.params as never), recipes.length) ?? [],
      );
      const failures = study.history.finished
        .filter(({ state }) => state === "failed")
        .map(({ number, params, error = "" }) => {
          const candidate = candidateOf(params as never);
          return { trial: number, kind: candidate.kind, words: wordsOf(candidate), error };
        });
      const leaderboard = bestFirst(scored);
      // What was stopped early may do best by chance, or by luck in what it began with: the winner has been trained to the end.
      const winner = leaderboard.find(({ cycles: done }) => done === cycles.length) ?? leaderboard[0];
      if (!winner) throw nothingFound(failures, ended);
      const recipe = scored.find(({ trial }) => trial === 0) ?? winner;
      const scoredRows = takeTargets(
        known,
        splits.flatMap(({ validation }) => Array.from(validation)),
      );
      const preparedFor = (candidate: Candidate) =>
        preparingOf(architecture, candidate, facts, takeRows(own, splits[0]!.training));
      const encodings = new Map<Candidate, string>();
      const encodingOf = (candidate: Candidate): string => {
        const known = encodings.get(candidate) ?? JSON.stringify(preparedFor(candidate).json ?? null);
        encodings.set(candidate, known);
        return known;
      };
      const chosen = await choose(winner, scored, {
        held: scoredRows,
        metric,
        folder: folder.path,
        most: options.ensemble ? Math.max(2, Math.min(workers, 3)) : 1,
        // What is put together takes the same rows in.
        isPartner: (one, other) => encodingOf(one.candidate) === encodingOf(other.candidate),
      });
      const honest = async (members: readonly Scored[]): Promise<Float32Array> => {
        const all: Float32Array[] = [];
        for (const { trial, candidate } of members)
          for (const [fold, split] of splits.entries()) {
            const { encode } = preparingOf(architecture, candidate, facts, takeRows(own, split.training));
            const model = await load(modelFile(join(folder.path, String(trial)), fold));
            all.push(await saidOf(model, encode(takeRows(rows, held)), targets.kind));
          }
        return meanOf(all);
      };
      let holdout: Honest | undefined;
      const validated = Int32Array.from(splits.flatMap(({ validation }) => Array.from(validation)));
      let judged: JudgedRows = {
        on: "validation",
        rows: takeRows(own, validated),
        targets: scoredRows,
        numbers: validated.map((i) => searched[i]!),
        said: chosen.said,
      };
      if (held.length > 0) {
        log.add({ kind: "finishing", doing: `scoring on ${held.length} rows held out` });
        const truth = takeTargets(targets, held);
        const said = await honest(chosen.members);
        const scoreOfSaid = (values: Float32Array) => scoreOf(values, truth, metric).score;
        holdout = {
          rows: held.length,
          score: scoreOfSaid(said),
          best: scoreOfSaid(await honest([winner])),
          recipe: scoreOfSaid(await honest([recipe])),
        };
        judged = { on: "holdout", rows: takeRows(rows, held), targets: truth, numbers: held, said };
      }
      // Whoever ends a search early does not want to wait for long.
      const limit = options.signal?.aborted
        ? Math.min(times.training, Math.max(elapsed() * afterAbort.share, elapsed() + afterAbort.least))
        : times.training;
      log.add({ kind: "finishing", doing: "training on all rows" });
      const members = await finish(
        padded(chosen.members, options.ensemble ? Math.min(workers, 2) : 1),
        { ...task, rows, targets, splits: splits.map((split) => within(split, searched)) },
        countRows(rows),
        { workers, folder: folder.path, left: () => (limit - elapsed()) / 1000 },
      );
      const models = members.map(({ model }) => model);
      const model: TrainedModel = models.length > 1 ? ensemble(models) : models[0]!;
      return {
        task: kind,
        model,
        classes: targets.kind === "classes" ? targets.classes : undefined,
        metric,
        better: metricNamed(metric).better,
        winner,
        recipe,
        members,
        validation: chosen.together.score,
        folds: splits.length,
        holdout,
        leaderboard,
        front: frontOf(leaderboard),
        failures,
        study,
        rows: countRows(rows),
        seed,
        holdoutGiven: options.holdout,
        network: networkOf(architecture, winner.candidate, facts, preparedFor(winner.candidate).prepared),
        encoding: endsAnew(members[0]!)
          ? preparingOf(architecture, members[0]!.member.candidate, facts, rows).json
          : preparedFor(members[0]!.member.candidate).json,
        judged,
        began: beganAt,
        facts,
        targets,
        notes: members.some(({ epochs }) => epochs === 0)
          ? ["There was no time to train on all rows: a network is as the search has left it."]
          : [],
        ended,
        seconds: elapsed() / 1000,
      };
    } catch (error) {
      await study.close().catch(() => {});
      throw error;
    }
  } finally {
    await folder.forget();
  }
};

/** The time by which a search that was ended early is over: a third of what it took, and milliseconds at least. */
const afterAbort = { share: 4 / 3, least: 5_000 } as const;

/** Workers know the families that there are, and those of a module: functions cannot be sent to them. */
const checkSpace = (given: Architecture, known: Architecture, kind: Kind): void => {
  if (given.kind !== kind)
    throw new ArchitectureError(
      "space",
      `A search for ${kind}s looks in a space of ${kind}s: got one of ${given.kind}s.`,
      {
        remedy: `space: architecture.${kind}()`,
      },
    );
  const stray = Object.entries(given.families).find(([name, family]) => known.families[name] !== family);
  if (stray)
    throw new ArchitectureError(
      "space",
      `Networks are trained in processes of their own, to which the functions of the family ${stray[0]} cannot be sent.`,
      { remedy: 'Export the architecture from a module: space: new URL("./space.ts", import.meta.url).' },
    );
};

/** What is solved on all rows has learned how to encode them from all rows too. */
const endsAnew = ({ member, epochs }: Finished): boolean => member.candidate.training === undefined && epochs > 0;

const epochsOf = (budget: Budget): number | undefined => ("trials" in budget ? budget.epochs : undefined);

/** The winner once more with other batches, where nothing else is worth being trained beside it. */
const padded = (members: readonly Scored[], count: number): readonly Scored[] =>
  members.length >= count || members[0]!.candidate.training === undefined
    ? members
    : [...members, ...Array.from({ length: count - members.length }, () => members[0]!)];

const within = (split: { readonly training: Int32Array; readonly validation: Int32Array }, rows: Int32Array) => ({
  training: split.training.map((i) => rows[i]!),
  validation: split.validation.map((i) => rows[i]!),
});

const nothingFound = (failures: readonly { readonly error: string }[], ended: string): ArchitectureError =>
  new ArchitectureError(
    "data",
    failures.length > 0
      ? `A search finds a network that can be trained: all ${failures.length} failed, the first with "${failures[0]!.error}".`
      : `A search finds a network that can be trained: ${ended} before the first one was scored.`,
    { remedy: failures.length > 0 ? "Look at the rows that it names." : "Give it more time." },
  );
