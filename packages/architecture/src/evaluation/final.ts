import { shuffled } from "@kaviar/base/random";
import { load } from "@kaviar/nn";
import type { LiveTrial } from "@kaviar/tune";
import type { Architecture } from "../contract/architecture.ts";
import type { Candidate } from "../contract/candidate.ts";
import type { TrainingValues } from "../contract/training-space.ts";
import { countRows, takeRows } from "../data/rows.ts";
import { takeTargets } from "../data/targets.ts";
import { networkOf } from "./network-of.ts";
import { preparingOf } from "./preparing.ts";
import { modelFile } from "./progress.ts";
import { runCycle } from "./run-cycle.ts";
import { solve } from "./solve.ts";
import type { SearchTask } from "./task.ts";

/** A candidate to be trained on all rows. */
export interface Final {
  readonly candidate: Candidate;
  /** The folder of its trial, whose first network goes on. */
  readonly checkpoint: string;
  readonly epochs: number;
  /** How many of the rows there is the time for, where not for one epoch. */
  readonly rows: number;
  readonly seed: number;
  /** How long what is solved may take, where that is told, and how much rows count against large weights in it. */
  readonly seconds: number | undefined;
  readonly c: number | undefined;
  /** Where the network is written. */
  readonly file: string;
}

export interface FinalTask extends SearchTask {
  readonly finals: readonly Final[];
}

/** Trains the chosen candidates on all rows: from what they have learned of some, or solved anew. */
export const createFinal =
  ({ rows, targets, facts, splits, finals }: FinalTask, architecture: Architecture) =>
  async ({ member }: { readonly member: number }, trial: LiveTrial): Promise<number> => {
    const { candidate, checkpoint, epochs, rows: count, seed, seconds, c, file } = finals[member]!;
    const family = architecture.families[candidate.kind]!;
    const isSolved = family.training === "solved";
    const known = isSolved ? rows : takeRows(rows, splits[0]!.training);
    const { encode, prepared } = preparingOf(architecture, candidate, facts, known);
    const learned = { x: encode(rows), targets };
    if (isSolved) {
      const layer = networkOf(architecture, candidate, facts, prepared);
      const { model } = await solve(layer, learned, { seed, seconds, c });
      await model.save(file);
      return 0;
    }
    const values = candidate.training as unknown as TrainingValues;
    const some = shuffled(countRows(rows), seed).subarray(0, count);
    const chosen =
      count < countRows(rows) ? { x: encode(takeRows(rows, some)), targets: takeTargets(targets, some) } : learned;
    const { model } = await runCycle(await load(modelFile(checkpoint, 0)), chosen, {
      ...{ epochs, values, seed, signal: trial.signal },
    });
    await model.save(file);
    return 0;
  };
