import { type Compiled, compile, data, type Settings, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import type { Batch } from "../data/batch.ts";
import { gatherRows } from "../data/gather-rows.ts";
import { joinRows, readValues, takeRows, type ValuesTree } from "../data/values-tree.ts";
import type { State } from "../layers/contract/layer.ts";
import type { Losses } from "../losses/contract/losses.ts";
import type { Values } from "../metrics/contract/metric.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { type Measures, type Metrics, measure } from "./measure.ts";
import { evaluateBatch, type Objective } from "./objective.ts";
import { predicting } from "./predicting.ts";
import { targetsFor, viewOf } from "./predictions.ts";

/** How well a model does on rows it is not trained on. */
export interface Evaluation {
  readonly loss: number;
  readonly metrics: Measures;
}

interface BatchOutcome {
  readonly loss: Tensor;
  readonly weight?: Tensor;
  readonly prediction?: Structure;
}

export type Evaluator = Compiled<[params: Parameters, state: State, set: Batch, rows: Tensor<"int32">], BatchOutcome>;

export const createEvaluator = (
  objective: Objective,
  keepPredictions: boolean,
  settings: Partial<Settings>,
): Evaluator => {
  const view = viewOf(objective.loss);
  return compile((params: Parameters, state: State, set: Batch, rows: Tensor<"int32">): BatchOutcome => {
    const batch = gatherRows(set, rows);
    const { loss, weight, prediction } = evaluateBatch(objective, params, state, batch, predicting());
    return { loss, ...(weight ? { weight } : {}), ...(keepPredictions ? { prediction: view(prediction) } : {}) };
  }, settings) as Evaluator;
};

/** Loss and metrics over the given rows of a set, `size` at a time. */
export const evaluateRows = async (
  evaluator: Evaluator,
  model: { readonly params: Parameters; readonly state: State },
  set: Batch,
  rows: Int32Array,
  size: number,
  metrics: Metrics,
  loss: Losses,
): Promise<Evaluation> => {
  let sum = 0;
  let count = 0;
  const predictions: ValuesTree[] = [];
  for (let from = 0; from < rows.length; from += size) {
    const some = rows.subarray(from, from + size);
    const outcome = evaluator(model.params, model.state, set, tensor(some));
    const found = await data({ loss: outcome.loss, ...(outcome.weight ? { weight: outcome.weight } : {}) });
    const weight = (found as { weight?: Float32Array }).weight?.[0] ?? some.length;
    sum += found.loss[0]! * weight;
    count += weight;
    if (outcome.prediction) predictions.push(await readValues(outcome.prediction));
  }
  const mean = sum / count;
  if (predictions.length === 0) return { loss: mean, metrics: {} };
  const weights = set.weights && (takeRows(await readValues(set.weights), rows) as Values).data;
  const targets = targetsFor(loss, takeRows(await readValues(set.y), rows));
  return { loss: mean, metrics: measure(metrics, joinRows(predictions), targets, weights, loss) };
};
