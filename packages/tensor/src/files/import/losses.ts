import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { oneHot } from "../../operations/indexing.ts";
import { logSoftmax } from "../../operations/statistics.ts";
import { range } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";

/** −w log p of the class that is right, from log probabilities [N, C, …]; rows of a class that is left out count 0. */
const likelihoodLoss = (call: Call, logs: AnyTensor): AnyTensor => {
  const [target, weights] = [call.input(1), call.optional(2)];
  const left = call.attribute("ignore_index") as number | undefined;
  const reduction = call.text("reduction", "mean");
  const classes = logs.shape[1]!;
  const kept = left === undefined ? undefined : (target.notEqual(left) as Tensor<"bool">);
  const number = kept ? kept.where(target, 0 as never) : target;
  // Classes last, then where the log probabilities have them.
  const order = range(target.rank);
  const rows = oneHot(number, classes, { dtype: "bool" }).transpose([0, target.rank, ...order.slice(1)]);
  const chosen = rows.where(logs, 0 as never).sum(1);
  const factor = weights ? weights.gather(number) : undefined;
  const counted = kept ? kept.cast(logs.dtype) : undefined;
  const weight = factor && counted ? factor.mul(counted) : (factor ?? counted);
  const losses = weight ? chosen.neg().mul(weight) : chosen.neg();
  if (reduction === "none") return losses;
  if (reduction === "sum") return losses.sum();
  if (reduction !== "mean") throw call.refuse(`its reduction is "${reduction}"; known are none, sum, mean`);
  return weight ? losses.sum().div(weight.sum()) : losses.mean();
};

export const losses = {
  NegativeLogLikelihoodLoss: (call) => likelihoodLoss(call, call.input(0)),
  SoftmaxCrossEntropyLoss: (call) => {
    const logs = logSoftmax(call.input(0), 1);
    return [likelihoodLoss(call, logs), logs];
  },
} satisfies Readonly<Record<string, Translation>>;
