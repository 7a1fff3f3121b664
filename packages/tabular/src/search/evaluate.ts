import { meanOf } from "@kaviar/base/numerics";
import type { Metric, Split } from "@kaviar/nn";
import type { LiveTrial } from "@kaviar/tune";
import { createContext, type FitContext } from "../contract/context.ts";
import { takeTarget } from "../contract/target.ts";
import type { Training } from "../contract/training.ts";
import { modelContext } from "../fitting/chain.ts";
import { checkPredictions } from "../fitting/check-predictions.ts";
import type { Chain } from "../fitting/member.ts";
import { outputsOf, predictHeld } from "../fitting/out-of-fold.ts";
import { complete } from "../grammar/complete.ts";
import type { Facts } from "../grammar/facts.ts";
import { complexityOf, genomeFrom } from "../grammar/genome.ts";
import type { Parts } from "../grammar/grammar.ts";
import { pipelineOf } from "../grammar/pipeline-of.ts";
import { wordsOf } from "../grammar/words.ts";
import { scoreAll } from "../pipeline/score.ts";
import { createPrefixes } from "./prefixes.ts";
import { refuseTooLarge } from "./refuse-too-large.ts";
import { refuseTooLong } from "./refuse-too-long.ts";
import { type Rows, rowsOfFolds } from "./rows.ts";
import { workOf } from "./work-of.ts";

/** What is the same for all evaluations in a process. */
export interface Ground {
  readonly training: Training;
  readonly splits: readonly Split[];
  readonly repeats: number;
  readonly first: number;
  readonly seed: number;
  readonly metric: Metric;
  readonly parts: Parts;
  readonly facts: Facts;
  readonly memory: number;
  readonly seconds: number | undefined;
  /** So many of these count, in their order: the score, the parts, the work. */
  readonly objectives: number;
  /** Keeps what a pipeline said of each row while it was held out, for each time that all were dealt. */
  keep(trial: LiveTrial, said: Float64Array): Promise<void>;
}

/** How long the parts of an evaluation took: a fit, and predicting a thousand rows. */
export interface Seconds {
  readonly fit: number;
  readonly thousandRows: number;
}

/** Scores pipelines, fold by fold, as `crossValidate` does with the same folds and seed. */
export const createEvaluation = (ground: Ground) => {
  const { training, splits, repeats, first, seed, metric, parts, facts, memory, seconds } = ground;
  const prefixFor = createPrefixes();
  const rowsOf = rowsOfFolds(training, splits);
  const outputs = outputsOf(training.target);
  const targets = splits.map(({ validation }) => takeTarget(training.target, validation));
  const scoreOf = (fold: number, said: Float64Array): number => scoreAll([metric], targets[fold]!, said)[metric.name]!;
  const isWhole = splits.map((split) => {
    const target = takeTarget(training.target, split.training);
    return target.task !== "classes" || new Set(target.codes).size === target.classes.length;
  });

  /** What a pipeline says of rows held out, fitted to others that have every class; and what it took. */
  const said = async ({ steps, model }: Chain, rows: Rows, context: FitContext) => {
    const prefix = await prefixFor(steps, rows, context);
    const { definition, options } = model;
    const began = performance.now();
    const state = await definition.fit(prefix.training, options, modelContext(model, steps.length, context));
    const fitted = performance.now();
    const values = await definition.predict(state, prefix.held, options);
    const asked = performance.now();
    checkPredictions(model.name, values, rows.held.rows);
    return {
      values,
      took: { fit: prefix.took.fit + fitted - began, predict: prefix.took.apply + asked - fitted },
      work: workOf({ steps: prefix.fitted, model: { model, state } }),
    };
  };

  /** The same of a fold, some of whose classes may be in no row to learn from. */
  const saidOfFold = async (pipeline: Chain, fold: number) => {
    const context = createContext(seed).within(first + fold);
    if (isWhole[fold]) return said(pipeline, rowsOf(fold), context);
    const { seen, held } = rowsOf(fold);
    const began = performance.now();
    const { values } = await predictHeld(pipeline, seen, held, context);
    return { values, took: { fit: performance.now() - began, predict: 0 }, work: undefined };
  };

  return async (given: unknown, trial: LiveTrial): Promise<readonly number[]> => {
    const genome = genomeFrom(given);
    await trial.setAttribute("pipeline", wordsOf(genome, parts, facts));
    refuseTooLarge(genome, parts, facts, memory);
    const complexity = complexityOf(complete(genome, parts, facts));
    const pipeline = pipelineOf(genome, parts, facts);
    const whole = new Float64Array(training.table.rows * outputs * repeats).fill(Number.NaN);
    const scores: number[] = [];
    const values = (): readonly number[] => [meanOf(scores), complexity, work].slice(0, ground.objectives);
    const took = { fit: 0, predict: 0, rows: 0 };
    let work = 0;
    const began = performance.now();
    for (const [fold, { validation }] of splits.entries()) {
      const { values: said, ...own } = await saidOfFold(pipeline, fold);
      took.fit += own.took.fit;
      took.predict += own.took.predict;
      took.rows += validation.length;
      work = own.work ?? work;
      const from = Math.floor((fold * repeats) / splits.length) * training.table.rows;
      for (let i = 0; i < validation.length; i++)
        whole.set(said.subarray(i * outputs, (i + 1) * outputs), (from + validation[i]!) * outputs);
      scores.push(scoreOf(fold, said));
      await trial.report(values(), fold + 1);
      if (trial.shouldStop) break;
      refuseTooLong((performance.now() - began) / 1000, { done: scores.length, all: splits.length, seconds });
    }
    await trial.setAttribute("scores", scores);
    await trial.setAttribute("seconds", {
      fit: took.fit / scores.length / 1000,
      thousandRows: took.predict / took.rows,
    });
    if (scores.length === splits.length) await ground.keep(trial, whole);
    return values();
  };
};
