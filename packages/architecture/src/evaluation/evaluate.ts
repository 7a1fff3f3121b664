import type { TrainedModel } from "@kaviar/nn";
import type { LiveTrial } from "@kaviar/tune";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import { takeTargets } from "../data/targets.ts";
import { writeAncestor } from "./ancestor.ts";
import { cycles } from "./cycles.ts";
import { wholeOf } from "./fed.ts";
import { type Inherited, inherit } from "./heritage.ts";
import { keepWithStudy } from "./keep-with-study.ts";
import { folderOf, type Kept, keepInFolder } from "./keeping.ts";
import { latencyOf, latencyRows } from "./latency.ts";
import { createLearning } from "./learn.ts";
import { createPreparing, type Fold } from "./preparing.ts";
import { saidOf } from "./probabilities.ts";
import { modelFile, type Progress, writeProgress } from "./progress.ts";
import { writeSaid } from "./said.ts";
import { scoreOf } from "./score.ts";
import type { SearchTask } from "./task.ts";

/** Scores candidates cycle by cycle, on rows that they do not learn from. */
export const createEvaluation = (task: SearchTask, architecture: Architecture) => {
  const { targets, splits, seed, metric, folder, shared } = task;
  const keeping = shared ? keepWithStudy(folder, shared) : keepInFolder(folder);
  const folds = createPreparing(task, architecture);
  const learn = createLearning(task, architecture);
  const held = takeTargets(
    targets,
    splits.flatMap(({ validation }) => Array.from(validation)),
  );
  const isSolved = ({ kind }: Candidate): boolean => architecture.families[kind]!.training === "solved";

  /** All folds through a cycle: what is known then, and what they say of rows held out. */
  const run = async (
    candidate: Candidate,
    { number: trial, signal }: LiveTrial,
    cycle: number,
    before: Progress,
  ): Promise<Progress> => {
    const began = performance.now();
    const own = folderOf(folder, trial);
    const said: Float32Array[] = [];
    const mayInherit = cycle === 0 && trial > 0 && !isSolved(candidate);
    const all = mayInherit ? await keeping.all(trial) : [];
    let now = before;
    for (const [number, split] of splits.entries()) {
      const fold = folds(candidate, number, split);
      const file = modelFile(own, number);
      // All folds are heirs of the same, or none is.
      const isHeir = mayInherit && (number === 0 || now.from !== undefined);
      const inherited = isHeir ? await heritageOf(fold, { candidate, trial, number, all, from: now.from }) : undefined;
      const done = await learn(fold, candidate, {
        ...{ cycle, pace: now.pace, file, inherited, signal },
        seed: seed + number,
        // What a search begins with is trained to the end: the winner is compared with it.
        mayEnd: trial > 0,
      });
      await done.model.save(file);
      said.push(await saidOf(done.model, fold.held, targets.kind));
      if (number === 0) {
        if (cycle === 0) await writeAncestor(own, candidate, fold.encoding);
        now = {
          ...now,
          losses: [...now.losses, ...done.losses],
          parameters: parametersOf(done.model),
          latency: await latencyIn(done.model, fold),
          ...(inherited && { from: inherited.from }),
          ...(done.c !== undefined && { c: done.c }),
        };
      }
      now = {
        ...now,
        pace: done.pace,
        epochs: now.epochs + (done.epochs + (inherited?.epochs ?? 0)) / splits.length,
        ...(done.hopeless !== undefined && { hopeless: done.hopeless }),
      };
    }
    const saidOfAll = joined(said);
    await writeSaid(folder, trial, saidOfAll);
    const whole = now.hopeless === undefined ? cycle + 1 : cycle;
    return {
      ...now,
      ...scoreOf(saidOfAll, held, metric),
      cycles: isSolved(candidate) ? cycles.length : whole,
      seconds: now.seconds + (performance.now() - began) / 1000,
    };
  };

  const heritageOf = (
    { encoding, layer, some }: Fold,
    {
      number,
      ...heir
    }: { candidate: Candidate; trial: number; number: number; all: readonly Kept[]; from: number | undefined },
  ): Promise<Inherited | undefined> => inherit({ ...heir, encoding, layer, fold: number, some: some(batchNormRows) });

  return async ({ network: candidate }: { readonly network: Candidate }, trial: LiveTrial): Promise<number> => {
    const own = folderOf(folder, trial.number);
    let progress = await keeping.begin(trial);
    for (let cycle = progress.cycles; cycle < cycles.length; cycle++) {
      if (!(isSolved(candidate) && cycle > 0)) {
        progress = await run(candidate, trial, cycle, progress);
        await writeProgress(own, progress);
        await trial.setAttribute("progress", { ...progress });
      }
      if (progress.hopeless !== undefined) break;
      await trial.report(progress.rank, cycles[cycle]!.step);
      if (trial.shouldStop && trial.number > 0) break;
    }
    await keeping.end(trial);
    return progress.rank;
  };
};

/** Rows by which the batch norms that a larger network has besides are set. */
const batchNormRows = 256;

const latencyIn = (model: TrainedModel, { rows, some }: Fold): Promise<number> => {
  const count = Math.min(rows, latencyRows);
  return latencyOf(model, wholeOf(some(count).x), count);
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
