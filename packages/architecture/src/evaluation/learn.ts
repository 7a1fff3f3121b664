import { load, type TrainedModel } from "@kaviar/nn";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import type { TrainingValues } from "../contract/training-space.ts";
import { ArchitectureError } from "../error.ts";
import { cycles, extentOf } from "./cycles.ts";
import type { Inherited } from "./heritage.ts";
import type { Fold } from "./preparing.ts";
import { type Cycled, paceOf, runCycle } from "./run-cycle.ts";
import { solve } from "./solve.ts";
import type { SearchTask } from "./task.ts";

/** Batches of which the second epoch is timed. */
const timed = 2;

/** What would see its rows less often than so, in all the time that it may have, is not worth that time. */
const fewestEpochs = 2;

/** Seconds that a cycle takes at least for the doctor to look at it: it needs graphs of its own, which take one or two. */
const watchedFrom = 12;

interface Turn {
  readonly cycle: number;
  /** Seconds that a row took before; 0 where nothing is known yet. */
  readonly pace: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Whether it need not be trained to the end. */
  readonly mayEnd: boolean;
  /** The network as it is after the cycle before. */
  readonly file: string;
  /** What it begins with, where another has learned that. */
  readonly inherited: Inherited | undefined;
}

/** A network after a cycle, and what that took. */
export interface Learnt extends Cycled {
  readonly model: TrainedModel;
  readonly pace: number;
  readonly epochs: number;
  /** Of what is solved: how much rows count against large weights. */
  readonly c?: number | undefined;
}

/** Trains the network of a fold through one cycle. */
export const createLearning = (task: SearchTask, { families }: Architecture) => {
  const {
    plan,
    splits: { length: folds },
    shared,
  } = task;
  const refuseTooSlow = (pace: number, rows: number, batch: number): void => {
    const { epochs, rows: some } = extentOf(plan, { share: 1, rows, batch, folds, pace });
    if (plan.seconds === undefined || (some === rows && epochs >= fewestEpochs)) return;
    throw new ArchitectureError(
      "data",
      `A candidate sees its rows ${fewestEpochs} times at least: this one takes ${(pace * rows).toFixed(1)} s for each time, and has ${(plan.seconds / folds).toFixed(1)} s.`,
      { remedy: "Give the search more time." },
    );
  };
  return async (fold: Fold, { kind, training }: Candidate, turn: Turn): Promise<Learnt> => {
    const { cycle, pace, seed, signal, mayEnd, file, inherited } = turn;
    if (families[kind]!.training === "solved") {
      const seconds = plan.seconds === undefined ? undefined : plan.seconds / folds;
      const solved = await solve(fold.layer, fold.learned, { seed, seconds });
      return { ...solved, losses: [], hopeless: undefined, pace, epochs: 1 };
    }
    const values = training as unknown as TrainingValues;
    const rows = Math.min(fold.rows, timed * values.batch);
    const known = pace > 0 ? pace : await paceOf(fold.layer, fold.some(rows), rows, { values, seed, signal });
    // Once begun it goes on: what its cycles took has the making of graphs in it.
    if (pace === 0 && mayEnd) refuseTooSlow(known, fold.rows, values.batch);
    const { share } = cycles[cycle]!;
    const extent = extentOf(plan, { share, rows: fold.rows, batch: values.batch, folds, pace: known });
    // How long a cycle takes is not to count where counted candidates come to the same on all machines.
    const mayWatch = mayEnd && shared?.lag === undefined;
    const watched = mayWatch && extent.epochs * extent.rows * known >= watchedFrom;
    const began = performance.now();
    const done = await runCycle(
      cycle > 0 ? await load(file) : (inherited?.model ?? fold.layer),
      extent.rows < fold.rows ? fold.some(extent.rows) : fold.learned,
      { values, signal, seed: seed + 1000 * cycle, epochs: extent.epochs, watched },
    );
    // What a cycle took says more than two batches did, and never promises too much: it includes making the graph.
    const seconds = (performance.now() - began) / 1000;
    const epochs = done.losses.length;
    return { ...done, pace: seconds / (epochs * extent.rows), epochs };
  };
};
