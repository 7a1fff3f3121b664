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
  /** What it is the sum of, where that is more than one part. */
  readonly parts?: Measures;
  readonly metrics: Measures;
}

interface BatchOutcome {
  readonly loss: Tensor;
  readonly parts?: Readonly<Record<string, Tensor>>;
  readonly weight?: Tensor;
  readonly prediction?: Structure;
}

/** What is asked of a batch, as numbers. */
interface Found {
  readonly loss: Float32Array;
  readonly parts?: Readonly<Record<string, Float32Array>>;
  readonly weight?: Float32Array;
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
    const { loss, parts, weight, prediction } = evaluateBatch(objective, params, state, batch, predicting());
    return {
      loss,
      ...(parts ? { parts } : {}),
      ...(weight ? { weight } : {}),
      ...(keepPredictions ? { prediction: view(prediction) } : {}),
    };
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
  const sums: Record<string, number> = {};
  const predictions: ValuesTree[] = [];
  for (let from = 0; from < rows.length; from += size) {
    const some = rows.subarray(from, from + size);
    const outcome = evaluator(model.params, model.state, set, tensor(some));
    const { prediction, ...asked } = outcome;
    const found = (await data(asked as never)) as unknown as Found;
    const weight = found.weight?.[0] ?? some.length;
    sum += found.loss[0]! * weight;
    for (const [name, [value]] of Object.entries(found.parts ?? {})) sums[name] = (sums[name] ?? 0) + value! * weight;
    count += weight;
    if (prediction) predictions.push(await readValues(prediction));
  }
  const parts = Object.fromEntries(Object.entries(sums).map(([name, total]) => [name, total / count]));
  const mean = { loss: sum / count, ...(Object.keys(parts).length > 0 ? { parts } : {}) };
  if (predictions.length === 0) return { ...mean, metrics: {} };
  const weights = set.weights && (takeRows(await readValues(set.weights), rows) as Values).data;
  const targets = targetsFor(loss, takeRows(await readValues(set.y), rows));
  return { ...mean, metrics: measure(metrics, joinRows(predictions), targets, weights, loss) };
};
