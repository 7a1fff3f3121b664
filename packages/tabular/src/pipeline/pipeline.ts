import { type Chain, isModel, isPipeline, isStep } from "../contract/chain.ts";
import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";
import { TableError } from "../error.ts";
import { type FittedChain, notesOfChain } from "../fitting/chain.ts";
import { threadsHere } from "../kernels/crew.ts";
import { checkTable } from "../table/check-table.ts";
import type { Table } from "../table/table.ts";
import { learn } from "../workers/fit.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { type FitOptions, readFitOptions } from "./fit-options.ts";
import { inputsOf } from "./inputs.ts";
import { lineageOf } from "./lineage-of.ts";
import { prepare } from "./prepare.ts";
import { type TrainedPipeline, trainedPipeline } from "./trained-pipeline.ts";

/** Steps, and a model at their end: a value, to be fitted to as many tables as you like. */
export interface Pipeline extends Chain {
  fit(table: Table, options?: FitOptions): Promise<TrainedPipeline>;
  /** Names and options; `fromJson` makes it a pipeline again. */
  toJSON(): { readonly pipeline: readonly (Step | Model)[] };
}

/** What a pipeline is made of: steps, other pipelines of steps, a model or a pipeline with one at the end. */
export type Part = Step | Model | Chain;

/**
 * Steps one after the other, and a model at their end.
 *
 * ```ts
 * const pipe = pipeline(impute(), encode(), scale(), ridge());
 * const model = await pipe.fit(train, { target: "price", seed: 1 });
 * await model.predict(test);
 * ```
 * Each step is fitted to what the ones before it make of the training rows, and to nothing else.
 */
export const pipeline = (...parts: readonly Part[]): Pipeline => {
  const flat = parts.flatMap(partsOf);
  if (flat.length === 0) throw new TableError("pipeline", "A pipeline has steps or a model: got none.");
  const early = flat.findIndex((part, i) => isModel(part) && i < flat.length - 1);
  if (early >= 0) {
    throw new TableError(
      "pipeline",
      `A pipeline has its model at the end: ${flat[early]!.name} stands before ${flat[early + 1]!.name}.`,
      { remedy: `Its predictions as columns are predictions(${flat[early]!.name}()).` },
    );
  }
  const last = flat.at(-1)!;
  const model = isModel(last) ? last : undefined;
  const chain: Chain = { kind: "pipeline", steps: flat.filter(isStep), model };
  return {
    ...chain,
    fit: (table, options) => fitPipeline(chain, table, options),
    toJSON: () => ({ pipeline: flat }),
  };
};

const partsOf = (part: Part, at: number): readonly (Step | Model)[] => {
  if (isStep(part) || isModel(part)) return [part];
  if (isPipeline(part)) return [...part.steps, ...(part.model ? [part.model] : [])];
  throw new TableError("pipeline", `A pipeline is made of steps and a model: part ${at + 1} is neither.`, {
    remedy: "Call them: pipeline(scale(), ridge()), not pipeline(scale, ridge).",
  });
};

/** Fits steps and model to the rows of a table that have a target. */
const fitPipeline = async ({ steps, model }: Chain, table: Table, given: FitOptions = {}): Promise<TrainedPipeline> => {
  const options = readFitOptions(given);
  checkTable("fit", table);
  const { training, notes } = prepare(table, options);
  if (model) checkTask(model, training.target.task);
  const { seed, signal, onProgress, threads = threadsHere() } = options;
  signal?.throwIfAborted();
  const learned = await learn({ kind: "pipeline", steps, model }, training, seed, { signal, onProgress, threads });
  const { target } = training;
  onProgress?.(1);
  const chain: FittedChain = {
    steps: steps.map((step, i) => ({ step, state: learned.steps[i] })),
    model: model && { model, state: learned.model },
  };
  return trainedPipeline({
    chain,
    task: target.task,
    classes: target.task === "classes" ? target.classes : [],
    target: options.target,
    inputs: inputsOf(training.table),
    lineage: lineageOf(training.table, learned.made),
    rows: training.table.rows,
    fingerprint: await fingerprintOf(table),
    notes: [...notes, ...notesOfChain(chain)],
  });
};

const checkTask = ({ name, definition: { tasks } }: Model, task: (typeof tasks)[number]): void => {
  if (tasks.includes(task)) return;
  const words = { classes: "classes", numbers: "numbers", anomalies: "what is unusual, without a target" };
  throw new TableError(
    "target",
    `${name} predicts ${tasks.map((each) => words[each]).join(" or ")}: the task is ${words[task]}.`,
    {
      remedy:
        task === "anomalies"
          ? 'Name the target: fit(table, { target: "churned" }).'
          : 'Choose another model, or say the task: { task: "classes" }.',
    },
  );
};
