import type { FitContext } from "../contract/context.ts";
import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";
import type { Training } from "../contract/training.ts";
import type { GraphBuilder, Wire } from "../onnx/graph-builder.ts";
import type { Table } from "../table/table.ts";
import { checkMade } from "./check-made.ts";
import { checkPredictions } from "./check-predictions.ts";

/** A step and what it learned. */
export interface FittedStep {
  readonly step: Step;
  readonly state: unknown;
}

/** A model and what it learned. */
interface FittedModel {
  readonly model: Model;
  readonly state: unknown;
}

/** Steps, and a model at their end where there is one. */
export interface FittedChain {
  readonly steps: readonly FittedStep[];
  readonly model: FittedModel | undefined;
}

/**
 * Fits steps one after the other, each to what the ones before it make of the training rows. `first` is the place of the
 * first one in its chain: what it draws depends on it.
 */
export const fitSteps = async (
  steps: readonly Step[],
  training: Training,
  context: FitContext,
  first = 0,
): Promise<{ readonly fitted: readonly FittedStep[]; readonly training: Training }> => {
  const fitted: FittedStep[] = [];
  let current = training;
  for (const [i, step] of steps.entries()) {
    await context.pause();
    const own = context.within(first + i);
    const { definition, options } = step;
    if (definition.fitTraining) {
      const done = await definition.fitTraining(current, options, own);
      fitted.push({ step, state: done.state });
      current = done.training;
    } else {
      const state = await definition.fit(current, options, own);
      fitted.push({ step, state });
      const table = await definition.apply(state, current.table, options);
      checkMade(step.name, current.table, table);
      current = { ...current, table };
    }
  }
  return { fitted, training: current };
};

/** The context of the model behind so many steps: one that only hands it on gets that of the whole, where it stands alone. */
export const modelContext = ({ definition }: Model, steps: number, context: FitContext): FitContext =>
  definition.handsOn && steps === 0 ? context : context.within(steps);

export const fitChain = async (
  steps: readonly Step[],
  model: Model | undefined,
  training: Training,
  context: FitContext,
): Promise<FittedChain> => {
  const { fitted, training: made } = await fitSteps(steps, training, context);
  if (!model) return { steps: fitted, model: undefined };
  await context.pause();
  const state = await model.definition.fit(made, model.options, modelContext(model, steps.length, context));
  return { steps: fitted, model: { model, state } };
};

export const applySteps = async (steps: readonly FittedStep[], table: Table): Promise<Table> => {
  let current = table;
  for (const { step, state } of steps) current = await step.definition.apply(state, current, step.options);
  return current;
};

export const stepsToOnnx = (
  steps: readonly FittedStep[],
  wires: readonly Wire[],
  graph: GraphBuilder,
): readonly Wire[] =>
  steps.reduce((at, { step, state }) => step.definition.onnx(state, at, graph, step.options), wires);

/** What steps have to say of their fit. */
export const notesOfSteps = (steps: readonly FittedStep[]): readonly string[] =>
  steps.flatMap(({ step, state }) => step.definition.notes?.(state, step.options) ?? []);

/** What steps and the model behind them have to say of their fit. */
export const notesOfChain = ({ steps, model }: FittedChain): readonly string[] => [
  ...notesOfSteps(steps),
  ...(model?.model.definition.notes?.(model.state, model.model.options) ?? []),
];

/** Numbers for each row, as the model gives them: see `ModelDefinition`. */
export const predictChain = async ({ steps, model }: FittedChain, table: Table): Promise<Float64Array> => {
  const { definition, options } = model!.model;
  const said = await definition.predict(model!.state, await applySteps(steps, table), options);
  checkPredictions(model!.model.name, said, table.rows);
  return said;
};

export const chainToOnnx = ({ steps, model }: FittedChain, wires: readonly Wire[], graph: GraphBuilder): string => {
  const { definition, options } = model!.model;
  return definition.onnx(model!.state, stepsToOnnx(steps, wires, graph), graph, options);
};
