import {
  compile,
  concat,
  data,
  isTensor,
  type Settings,
  type Structure,
  type Tensor,
  tensor,
  zeros,
} from "@kaviar/tensor";
import type { Batch } from "../../data/batch.ts";
import { gatherRows } from "../../data/gather-rows.ts";
import { evaluateBatch } from "../../evaluation/objective.ts";
import { predicting } from "../../evaluation/predicting.ts";
import { viewOf } from "../../evaluation/predictions.ts";
import type { Loss } from "../../losses/contract/loss.ts";
import type { Losses } from "../../losses/contract/losses.ts";
import type { Extent } from "../../step/extent.ts";
import type { RunState } from "../../step/run-state.ts";
import { type Recipe, takeStep } from "../../step/step.ts";
import { layersByPath } from "./layers-by-path.ts";
import { type OutputVitals, type ParameterVitals, readVitals, type VitalsPlan, vitalsOf } from "./vitals.ts";

/** What is seen of a run when it is looked at closely: one step on a batch of its own, which the run does not take. */
export interface Checkup {
  /** Updates before it. */
  readonly step: number;
  /** The loss of the batch as training sees it: with dropout, and with the batch's own statistics. */
  readonly loss: number;
  /** The loss of the same rows as prediction sees them, without penalties. */
  readonly settledLoss: number;
  /** What the penalty adds to the loss of training. */
  readonly penalty: number;
  /** How often each class is the one the model names, where it names classes. */
  readonly named: readonly number[];
  readonly parameters: readonly ParameterVitals[];
  readonly outputs: readonly OutputVitals[];
}

export type LookClosely = (run: RunState, step: number, extent: Extent) => Promise<Checkup>;

/**
 * What looks closely at a run. It is a graph of its own, beside the one that trains: so a run has the same bits whether
 * it is looked at or not, and costs no more in the steps between.
 */
export const createCheckup = (
  recipe: Recipe,
  set: Batch,
  rows: Int32Array,
  settings: Partial<Settings>,
): LookClosely => {
  const kinds = layersByPath(recipe.layer);
  let plan: VitalsPlan | undefined;
  const look = compile((run: RunState, all: Batch, places: Tensor<"int32">, extent: Extent) => {
    const batch = gatherRows(all, places);
    const probe = (view: Parameters<typeof vitalsOf>[0]) => {
      const vitals = vitalsOf(view, (path) => kinds.get(path)?.kind);
      plan = vitals.plan;
      return { numbers: vitals.numbers };
    };
    const [, { loss, probes }] = takeStep({ ...recipe, probe }, run, batch, extent);
    const { layer, loss: measure } = recipe;
    const settled = evaluateBatch({ layer, loss: measure }, run.params, run.layers, batch, predicting());
    const named = namedShares(measure, viewOf(measure)(settled.prediction));
    const penalty = recipe.penalty?.(run.params, extent.penalty) ?? tensor(0);
    return { loss, settled: settled.loss, penalty, named, numbers: probes.numbers as Structure };
  }, settings);
  return async (run, step, extent) => {
    const found = (await data(look(run, set, tensor(rows), extent) as never)) as unknown as Record<
      "loss" | "settled" | "penalty" | "named" | "numbers",
      Float32Array
    >;
    return {
      step,
      loss: found.loss[0]!,
      settledLoss: found.settled[0]!,
      penalty: found.penalty[0]!,
      named: [...found.named],
      ...readVitals(plan!, found.numbers),
    };
  };
};

/** How often each class has the largest share in a prediction [N, C], or [N, 1] of two classes; else nothing. */
const namedShares = (loss: Losses, prediction: Structure): Tensor => {
  const { target } = loss as Partial<Loss>;
  if (!isTensor(prediction) || prediction.rank !== 2 || target === undefined) return zeros([0]);
  if (target === "values" || target === "groups") return zeros([0]);
  const shares = prediction as Tensor;
  const classes = shares.shape[1]!;
  if (classes > 1)
    return target === "binary" ? zeros([0]) : shares.argmax(-1).oneHot(classes).cast("float32").mean([0]);
  const second = shares.greater(0.5).cast("float32").mean().reshape([1]);
  return concat([second.neg().add(1), second]);
};
