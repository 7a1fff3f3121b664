import { meanOf } from "@kaviar/base/numerics";
import type { Metric, Split } from "@kaviar/nn";
import type { LiveTrial } from "@kaviar/tune";
import { createContext } from "../contract/context.ts";
import { takeTarget } from "../contract/target.ts";
import { type Training, takeTraining } from "../contract/training.ts";
import { modelContext } from "../fitting/chain.ts";
import { checkPredictions } from "../fitting/check-predictions.ts";
import { outputsOf, predictHeld } from "../fitting/out-of-fold.ts";
import { complete } from "../grammar/complete.ts";
import type { Facts } from "../grammar/facts.ts";
import { complexityOf, genomeFrom } from "../grammar/genome.ts";
import type { Parts } from "../grammar/grammar.ts";
import { pipelineOf } from "../grammar/pipeline-of.ts";
import { wordsOf } from "../grammar/words.ts";
import { scoreAll } from "../pipeline/score.ts";
import type { Table } from "../table/table.ts";
import { writeHeldOut } from "./held-out.ts";
import { createPrefixes } from "./prefixes.ts";
import { refuseTooLarge } from "./refuse-too-large.ts";
import { refuseTooLong } from "./refuse-too-long.ts";
import { workOf } from "./work-of.ts";

/** What is the same for all evaluations in a process. */
export interface Ground {
  readonly training: Training;
  readonly splits: readonly Split[];
  readonly seed: number;
  readonly metric: Metric;
  readonly parts: Parts;
  readonly facts: Facts;
  readonly memory: number;
  readonly seconds: number | undefined;
  readonly folder: string;
}

/** How long the parts of an evaluation took: a fit, and predicting a thousand rows. */
export interface Seconds {
  readonly fit: number;
  readonly thousandRows: number;
}

/** Scores pipelines, fold by fold, as `crossValidate` does with the same folds and seed. */
export const createEvaluation = (ground: Ground) => {
  const { training, splits, seed, metric, parts, facts, memory, seconds, folder } = ground;
  const prefixFor = createPrefixes();
  const folds: { readonly seen: Training; readonly held: Table }[] = [];
  /** The rows of a fold: taken when the first pipeline comes to it, for of many columns that takes its time. */
  const foldAt = (fold: number) => {
    const { training: rows, validation } = splits[fold]!;
    folds[fold] ??= { seen: takeTraining(training, rows), held: training.table.take(validation) };
    return folds[fold];
  };
  const outputs = outputsOf(training.target);
  const isWhole = splits.map((split) => {
    const target = takeTarget(training.target, split.training);
    return target.task !== "classes" || new Set(target.codes).size === target.classes.length;
  });

  return async (values: unknown, trial: LiveTrial): Promise<readonly number[]> => {
    const genome = genomeFrom(values);
    await trial.setAttribute("pipeline", wordsOf(genome, parts, facts));
    refuseTooLarge(genome, parts, facts, memory);
    const complexity = complexityOf(complete(genome, parts, facts));
    const { steps, model } = pipelineOf(genome, parts, facts);
    const said = new Float64Array(training.table.rows * outputs).fill(Number.NaN);
    const scores: number[] = [];
    let work = 0;
    let fitting = 0;
    let predicting = 0;
    for (const [fold, { validation }] of splits.entries()) {
      const context = createContext(seed).within(fold);
      const { seen, held } = foldAt(fold);
      const start = performance.now();
      let made: Float64Array;
      let fitted = start;
      if (isWhole[fold]) {
        const prefix = await prefixFor(steps, { training: seen, held, fold }, context);
        const { definition, options } = model;
        const state = await definition.fit(prefix.training, options, modelContext(model, steps.length, context));
        fitted = performance.now();
        made = await definition.predict(state, prefix.held, options);
        checkPredictions(model.name, made, validation.length);
        work = workOf({ steps: prefix.fitted, model: { model, state } });
      } else {
        ({ values: made } = await predictHeld({ steps, model }, seen, held, context));
        fitted = performance.now();
      }
      fitting += fitted - start;
      predicting += performance.now() - fitted;
      for (let i = 0; i < validation.length; i++)
        said.set(made.subarray(i * outputs, (i + 1) * outputs), validation[i]! * outputs);
      const target = takeTarget(training.target, validation);
      scores.push(scoreAll([metric], target, made)[metric.name]!);
      await trial.report([meanOf(scores), complexity, work], fold + 1);
      if (trial.shouldStop) break;
      refuseTooLong((fitting + predicting) / 1000, { done: scores.length, all: splits.length, seconds });
    }
    const rows = splits.slice(0, scores.length).reduce((sum, { validation }) => sum + validation.length, 0);
    await trial.setAttribute("scores", scores);
    await trial.setAttribute("seconds", {
      fit: fitting / scores.length / 1000,
      thousandRows: predicting / rows,
    });
    if (scores.length === splits.length) await writeHeldOut(folder, trial.number, said);
    return [meanOf(scores), complexity, work];
  };
};
