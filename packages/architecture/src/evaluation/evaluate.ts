import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { load, type TrainedModel } from "@kaviar/nn";
import type { LiveTrial } from "@kaviar/tune";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import type { TrainingValues } from "../contract/training-space.ts";
import { takeTargets } from "../data/targets.ts";
import { ArchitectureError } from "../error.ts";
import { cycles, extentOf } from "./cycles.ts";
import { createPreparing, type Fold } from "./preparing.ts";
import { saidOf } from "./probabilities.ts";
import { modelFile, readProgress, writeProgress } from "./progress.ts";
import { paceOf, runCycle } from "./run-cycle.ts";
import { writeSaid } from "./said.ts";
import { scoreOf } from "./score.ts";
import { solve } from "./solve.ts";
import type { SearchTask } from "./task.ts";

/** Batches of which the second epoch is timed. */
const timed = 2;

/** What would see its rows less often than so, in all the time that it may have, is not worth that time. */
const fewestEpochs = 2;

/** Scores candidates cycle by cycle, on rows that they do not learn from. */
export const createEvaluation = (task: SearchTask, architecture: Architecture) => {
  const { targets, splits, seed, plan, metric, folder } = task;
  const folds = createPreparing(task, architecture);
  const held = takeTargets(
    targets,
    splits.flatMap(({ validation }) => Array.from(validation)),
  );

  const refuseTooSlow = (pace: number, rows: number, batch: number): void => {
    const { epochs, rows: some } = extentOf(plan, { share: 1, rows, batch, folds: splits.length, pace });
    if (plan.seconds === undefined || (some === rows && epochs >= fewestEpochs)) return;
    throw new ArchitectureError(
      "data",
      `A candidate sees its rows ${fewestEpochs} times at least: this one takes ${(pace * rows).toFixed(1)} s for each time, and has ${(plan.seconds / splits.length).toFixed(1)} s.`,
      { remedy: "Give the search more time." },
    );
  };

  /** One fold's network through one cycle. */
  const learn = async (
    fold: Fold,
    candidate: Candidate,
    {
      cycle,
      pace,
      ...run
    }: {
      cycle: number;
      pace: number;
      file: string;
      seed: number;
      signal: AbortSignal;
      /** Whether it need not be trained to the end. */
      mayEnd: boolean;
    },
  ): Promise<{
    readonly model: TrainedModel;
    readonly losses: readonly number[];
    readonly pace: number;
    readonly epochs: number;
  }> => {
    const family = architecture.families[candidate.kind]!;
    if (family.training === "solved")
      return { model: await solve(fold.layer, fold.learned, run.seed), losses: [], pace, epochs: 1 };
    const values = candidate.training as unknown as TrainingValues;
    const rows = Math.min(fold.rows, timed * values.batch);
    const known = pace > 0 ? pace : await paceOf(fold.layer, fold.some(rows), rows, { ...run, values });
    // Once begun it goes on: what its cycles took has the making of graphs in it.
    if (pace === 0 && run.mayEnd) refuseTooSlow(known, fold.rows, values.batch);
    const { share } = cycles[cycle]!;
    const extent = extentOf(plan, { share, rows: fold.rows, batch: values.batch, folds: splits.length, pace: known });
    const began = performance.now();
    const done = await runCycle(
      cycle === 0 ? fold.layer : await load(run.file),
      extent.rows < fold.rows ? fold.some(extent.rows) : fold.learned,
      { ...run, values, seed: run.seed + 1000 * cycle, epochs: extent.epochs },
    );
    // What a cycle took says more than two batches did, and never promises too much: it includes making the graph.
    const seconds = (performance.now() - began) / 1000;
    return { ...done, pace: seconds / (extent.epochs * extent.rows), epochs: extent.epochs };
  };

  return async ({ network: candidate }: { readonly network: Candidate }, trial: LiveTrial): Promise<number> => {
    // What a study finds there tells it that the trial can be paused; its files are where the search finds them again.
    await mkdir(trial.checkpoint, { recursive: true });
    const own = join(folder, String(trial.number));
    await mkdir(own, { recursive: true });
    const isSolved = architecture.families[candidate.kind]!.training === "solved";
    let progress = await readProgress(own);
    let rank = progress.rank;
    for (let cycle = progress.cycles; cycle < cycles.length; cycle++) {
      const began = performance.now();
      const said: Float32Array[] = [];
      let { pace, epochs, parameters, losses } = progress;
      for (const [number, split] of splits.entries()) {
        if (isSolved && cycle > 0) break;
        const fold = folds(candidate, number, split);
        const file = modelFile(own, number);
        const done = await learn(fold, candidate, {
          cycle,
          pace,
          file,
          seed: seed + number,
          signal: trial.signal,
          mayEnd: trial.number > 0,
        });
        await done.model.save(file);
        said.push(await saidOf(done.model, fold.held, targets.kind));
        if (number === 0) losses = [...losses, ...done.losses];
        pace = done.pace;
        epochs += done.epochs / splits.length;
        parameters = parametersOf(done.model);
      }
      if (said.length > 0) {
        const all = joined(said);
        const score = scoreOf(all, held, metric);
        rank = score.rank;
        await writeSaid(folder, trial.number, all);
        const seconds = progress.seconds + (performance.now() - began) / 1000;
        progress = {
          ...score,
          pace,
          epochs,
          parameters,
          losses,
          seconds,
          cycles: isSolved ? cycles.length : cycle + 1,
        };
        await writeProgress(own, progress);
        await trial.setAttribute("progress", { ...progress });
      }
      await trial.report(rank, cycles[cycle]!.step);
      // What a search begins with is trained to the end: the winner is compared with it.
      if (trial.shouldStop && trial.number > 0) break;
    }
    return rank;
  };
};

const joined = (parts: readonly Float32Array[]): Float32Array => {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const parametersOf = ({ params }: TrainedModel): number => countIn(params);

const countIn = (tree: object): number =>
  "shape" in tree
    ? (tree.shape as readonly number[]).reduce((product, n) => product * n, 1)
    : Object.values(tree).reduce((sum: number, part) => sum + countIn(part as object), 0);
