import type { TrainingData } from "../data/data-set.ts";
import { sequential } from "../layers/combinators/sequential.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import type { TrainOptions } from "../training/options.ts";
import { activation } from "./choices/activation.ts";
import { balance } from "./choices/balance.ts";
import { batchSize } from "./choices/batch-size.ts";
import { epochs } from "./choices/epochs.ts";
import { initializer } from "./choices/initializer.ts";
import { layers } from "./choices/layers.ts";
import { loss } from "./choices/loss.ts";
import { metrics } from "./choices/metrics.ts";
import { normalization } from "./choices/normalization.ts";
import { optimizer } from "./choices/optimizer.ts";
import { output } from "./choices/output.ts";
import { regularization } from "./choices/regularization.ts";
import { call, type Expression, evaluated } from "./expression.ts";
import { factsOf } from "./facts.ts";
import { type Problem, problemOf } from "./problem.ts";
import { programOf } from "./program.ts";
import type { Choice, Recommendation, RecommendTask } from "./recommendation.ts";
import { taskOf } from "./task-of.ts";

/**
 * A first model for some data, how to train it, and why: loss and last layer by the targets, layers by the shape of the
 * inputs, their size by the number of rows, and what else has to be chosen.
 *
 * ```ts
 * const { choices, model, options, code } = await recommend({ x, y });
 * console.log(choices.loss.choice, choices.loss.why);
 * const trained = await fit(model(), { x, y }, options);
 * ```
 * The task is seen in the targets; where it cannot be, tell it: `recommend("counts", { x, y })`. It trains nothing, and
 * what it recommends is where to begin, not the best there is.
 */
export const recommend = async (
  ...given: readonly [data: TrainingData] | readonly [task: RecommendTask | undefined, data: TrainingData]
): Promise<Recommendation> => {
  const [told, data] = given.length === 1 ? [undefined, given[0]] : given;
  const facts = await factsOf(data);
  const task = taskOf(facts.y, told);
  const problem = problemOf(facts, task.task);
  return recommendationOf(problem, task);
};

const recommendationOf = (
  problem: Problem,
  { task, ...ofTask }: Choice & { readonly task: RecommendTask },
): Recommendation => {
  const first = normalization(problem);
  const last = output(problem);
  const held = regularization(problem, last.lossScale);
  const between = layers(problem, held);
  const step = optimizer(problem, between.size);
  const batch = batchSize(problem);
  const run = epochs(problem, batch.size);
  const weighed = balance(problem);
  const lost = loss(problem);
  const judged = metrics(problem);
  const all = [...first.layers, ...between.hidden, ...last.layers];
  const options: { readonly [Name in keyof TrainOptions]?: Expression } = {
    loss: lost.loss,
    optimizer: step.optimizer,
    batchSize: batch.size,
    epochs: run.epochs,
    validation: 0.2,
    stopEarly: { fields: { patience: run.patience } },
    ...(held.penalty > 0 ? { penalty: call("l2", held.penalty) } : {}),
    ...(weighed.isBalanced ? { classWeights: "balanced" } : {}),
    metrics: judged.metrics,
  };
  return {
    task,
    inputs: problem.x.kind,
    choices: {
      task: plain(ofTask),
      normalization: plain(first),
      layers: plain(between),
      activation: activation(problem),
      initializer: initializer(problem),
      output: plain(last),
      loss: plain(lost),
      optimizer: plain(step),
      batchSize: plain(batch),
      epochs: plain(run),
      regularization: plain(held),
      balance: plain(weighed),
      metrics: plain(judged),
    },
    code: programOf(all, options as { readonly [name: string]: Expression }, task === "autoencoder"),
    model: () => sequential(...(all.map(evaluated) as LayerLike[])),
    options: evaluated({ fields: options as { readonly [name: string]: Expression } }) as TrainOptions,
  };
};

/** A choice as data, and nothing else. */
const plain = ({ choice, why, instead, topic }: Choice): Choice => ({ choice, why, instead, topic });
