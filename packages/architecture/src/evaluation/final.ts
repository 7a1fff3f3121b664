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
  /** How long it may take, where that is told. */
  readonly seconds: number | undefined;
  /** The most epochs there are to be. */
  readonly most: number;
  /** Of what is solved: how much rows count against large weights. */
  readonly c: number | undefined;
  /** Where the network is written. */
  readonly file: string;
}

export interface FinalTask extends SearchTask {
  readonly finals: readonly Final[];
}

/** The share of its time that a first cycle is planned with: it tells the pace, of which what came before is a guess. */
const first = 0.35;

/** Of the time that is left after it, so much goes into the second. */
const second = 0.93;

/** Trains the chosen candidates on all rows: from what they have learned of some, or solved anew. Says for how many epochs. */
export const createFinal =
  ({ rows, targets, facts, splits, finals }: FinalTask, architecture: Architecture) =>
  async ({ member }: { readonly member: number }, trial: LiveTrial): Promise<number> => {
    const began = performance.now();
    const { candidate, checkpoint, seed, seconds, c, file, ...plan } = finals[member]!;
    const family = architecture.families[candidate.kind]!;
    const isSolved = family.training === "solved";
    const known = isSolved ? rows : takeRows(rows, splits[0]!.training);
    const { encode, prepared } = preparingOf(architecture, candidate, facts, known);
    const learned = { x: encode(rows), targets };
    if (isSolved) {
      const layer = networkOf(architecture, candidate, facts, prepared);
      const { model } = await solve(layer, learned, { seed, seconds, c });
      await model.save(file);
      return 1;
    }
    const count = countRows(rows);
    const some = shuffled(count, seed).subarray(0, plan.rows);
    const chosen =
      plan.rows < count ? { x: encode(takeRows(rows, some)), targets: takeTargets(targets, some) } : learned;
    const run = { values: candidate.training as unknown as TrainingValues, seed, signal: trial.signal };
    const start = await load(modelFile(checkpoint, 0));
    if (seconds === undefined || plan.rows < count) {
      const { model } = await runCycle(start, chosen, { ...run, epochs: plan.epochs });
      await model.save(file);
      return plan.epochs;
    }
    const epochs = Math.max(1, Math.round(first * plan.epochs));
    const from = performance.now();
    const half = await runCycle(start, learned, { ...run, epochs });
    // Should the time be over before the second has come to its end, this is there.
    await half.model.save(file);
    const now = performance.now();
    const left = seconds - (now - began) / 1000;
    const possible = Math.floor((second * left) / ((now - from) / 1000 / epochs));
    const more = Math.min(plan.most - epochs, possible);
    if (more < 1) return epochs;
    const { model } = await runCycle(half.model, learned, { ...run, seed: seed + 1, epochs: more });
    await model.save(file);
    return epochs + more;
  };
