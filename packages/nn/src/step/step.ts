import { fold, type Structure, type Tensor, valueAndGrad } from "@kaviar/tensor";
import type { BatchTransform } from "../augmentation/contract/batch-transform.ts";
import type { Batch } from "../data/batch.ts";
import { type BatchResult, evaluateBatch, type Objective, objectiveOf } from "../evaluation/objective.ts";
import type { Context } from "../layers/contract/layer.ts";
import type { Link } from "../optimizers/contract/link.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import type { Extent } from "./extent.ts";
import type { Probe, Probes } from "./probe.ts";
import { keyOfStep, type RunState } from "./run-state.ts";

/** What a step does, whatever the batch. */
export interface Recipe extends Objective {
  readonly optimizer: Link;
  readonly transform?: BatchTransform | undefined;
  /** What the step is asked for besides. */
  readonly probe?: Probe | undefined;
}

/** What comes out of a step besides the next state. Whoever needs a tensor of the training loop gets it from here. */
export interface StepOutput {
  readonly loss: Tensor;
  /** What the loss is the sum of, where that is more than one part. */
  readonly parts?: Readonly<Record<string, Tensor>>;
  /** What the penalty adds to the loss, where there is one. */
  readonly penalty?: Tensor;
  /** How much the batch counts in the mean of an epoch, where that is not the number of its rows. */
  readonly weight?: Tensor;
  readonly prediction: Structure;
  /** As they come out of the model, before the optimizer. */
  readonly gradients: Parameters;
  /** What `probe` asked for. */
  readonly probes: Probes;
}

/** Gradients of one batch, as they come out of the model. */
const gradientsOf = (
  { transform, optimizer, ...objective }: Recipe,
  run: RunState,
  batch: Batch,
  penalty: Extent["penalty"],
  tap: Context["tap"],
): {
  readonly result: BatchResult;
  readonly gradients: Parameters;
  readonly lossAt: (params: Parameters) => Tensor;
} => {
  const key = keyOfStep(run);
  const { freezes } = optimizer;
  const fed = transform
    ? { ...batch, ...(transform(fold(key, 1), batch as never) as { x: Tensor; y: Tensor }) }
    : batch;
  const context: Context = {
    training: true,
    key: fold(key, 0),
    path: "",
    tap,
    // The name of no parameter in particular: a predicate that freezes a layer freezes whatever is in it.
    frozen: freezes && ((path) => freezes({ path: `${path}/`, tensor: run.step })),
  };
  let result: BatchResult | undefined;
  const [, gradients] = valueAndGrad((params: Parameters) => {
    result = evaluateBatch(objective, params, run.layers, fed, context, penalty);
    return objectiveOf(result);
  })(run.params);
  const untapped = { ...context, tap: undefined };
  const lossAt = (params: Parameters) =>
    objectiveOf(evaluateBatch(objective, params, run.layers, fed, untapped, penalty));
  return { result: result as BatchResult, gradients, lossAt };
};

/** One update: the next state of the run, and what is asked of it. */
export const takeStep = (
  recipe: Recipe,
  run: RunState,
  batch: Batch,
  extent: Extent,
): readonly [RunState, StepOutput] => {
  const { penalty, ...progress } = extent;
  const { probe } = recipe;
  const outputs: (readonly [path: string, y: unknown])[] = [];
  const tap: Context["tap"] = probe && ((path, y) => void outputs.push([path, y]));
  const { result, gradients, lossAt } = gradientsOf(recipe, run, batch, penalty, tap);
  const [updates, optimizer] = recipe.optimizer.update(gradients, run.optimizer, run.params, {
    ...progress,
    step: run.step,
    loss: objectiveOf(result),
    lossAt,
    key: fold(keyOfStep(run), 2),
  });
  const params = mapParameters((_, p, u) => p.add(u!), run.params, updates);
  const { loss, parts, penalty: added, weight, prediction } = result;
  return [
    { params, layers: result.state, optimizer, step: run.step.add(1), key: run.key },
    {
      loss,
      ...(parts ? { parts } : {}),
      ...(added ? { penalty: added } : {}),
      ...(weight ? { weight } : {}),
      prediction,
      gradients,
      probes: probe?.({ params: run.params, outputs, gradients, updates }) ?? {},
    },
  ];
};
