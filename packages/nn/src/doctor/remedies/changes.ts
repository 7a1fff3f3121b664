import { leakyRelu } from "../../activations/leaky-relu.ts";
import { relu } from "../../activations/relu.ts";
import { sigmoid } from "../../activations/sigmoid.ts";
import { softmax } from "../../activations/softmax.ts";
import { sequential } from "../../layers/combinators/sequential.ts";
import { asLayer, functionOf } from "../../layers/contract/function-layer.ts";
import type { AnyLayer } from "../../layers/contract/layer.ts";
import { dense } from "../../layers/core/dense.ts";
import { batchNorm } from "../../layers/normalization/batch-norm.ts";
import { normalize } from "../../layers/normalization/normalize.ts";
import { lstm } from "../../layers/recurrent/lstm.ts";
import { dropout } from "../../layers/regularization/dropout.ts";
import type { Loss } from "../../losses/contract/loss.ts";
import { adam } from "../../optimizers/adam.ts";
import { chain } from "../../optimizers/chain.ts";
import { clipByGlobalNorm } from "../../optimizers/clip-by-global-norm.ts";
import { asWritten, withOptions } from "../../registry/registry.ts";
import { l2 } from "../../regularizers/l2.ts";
import { cosine } from "../../schedules/cosine.ts";
import { isBounded, isFlat, isRectifier } from "../kinds/activations.ts";
import { hasRole } from "../kinds/layers.ts";
import type { RemedyName } from "./remedies.ts";
import { rewrite } from "./rewrite.ts";
import { scaledBy } from "./scaled-by.ts";
import type { Treatment } from "./treatment.ts";

/** What a remedy makes of a model and how it is trained; undefined where it does not apply. */
type Change = (treatment: Treatment) => Treatment | undefined;

/** How strong a remedy may be: which one is right is found by trying. */
type Doses = readonly Change[];

/** The last layer with weights, and all that stands behind it, make the output: its size and range are the task's. */
const inside = (treatment: Treatment, change: (layer: AnyLayer) => readonly AnyLayer[]): Treatment | undefined => {
  const leaves = leavesOf(treatment.model);
  const end = leaves.findLastIndex(({ kind }) => hasRole(kind, "mixing"));
  let at = -1;
  const model = rewrite(treatment.model, (layer) => (++at < end ? change(layer) : [layer]));
  return model && { ...treatment, model };
};

const leavesOf = (layer: AnyLayer): readonly AnyLayer[] => {
  const children = Object.values(layer.children ?? {});
  return children.length === 0 ? [layer] : children.flatMap((child) => leavesOf(asLayer(child)));
};

/** A hidden layer for a model that has none. */
const deeper = (treatment: Treatment, units: number): Treatment | undefined => {
  const leaves = leavesOf(treatment.model);
  const end = leaves.findLastIndex(({ kind }) => hasRole(kind, "mixing"));
  if (leaves[end]?.kind !== "dense") return undefined;
  let at = -1;
  const model = rewrite(treatment.model, (layer) =>
    ++at === end ? [dense(units) as AnyLayer, asLayer(relu), layer] : [layer],
  );
  return model && { ...treatment, model };
};

/** The same kind of layer with other numbers of units or filters. */
const resized = (layer: AnyLayer, times: number): AnyLayer => {
  const { units, filters } = layer.options ?? {};
  const sized = (n: number) => Math.max(1, Math.round(n * times));
  if (typeof units === "number") return withOptions(layer, { units: sized(units) }) ?? layer;
  return typeof filters === "number" ? (withOptions(layer, { filters: sized(filters) }) ?? layer) : layer;
};

const scaled =
  (factor: Parameters<typeof scaledBy>[0]): Change =>
  ({ model, options }) => ({
    model,
    options: { ...options, optimizer: chain(options.optimizer ?? adam(), scaledBy(factor)) },
  });

const ofOptions =
  (change: (options: Treatment["options"]) => Partial<Treatment["options"]> | undefined): Change =>
  ({ model, options }) => {
    const changes = change(options);
    return changes && { model, options: { ...options, ...changes } };
  };

/** Weights begin as their layers would have them begin. */
const redrawn: Change = ({ model, options }) => {
  const fresh = rewrite(model, (layer) => [hasRole(layer.kind, "mixing") ? asWritten(layer) : layer]);
  return fresh && { model: fresh, options };
};

/** What only a person can do. */
const byHand: Doses = [];

/** What each remedy does, in each of its doses. */
export const changes: { readonly [Name in RemedyName]: Change | Doses } = {
  "lower-rate": [0.1, 0.01, 0.001].map(scaled),
  "raise-rate": [10, 100, 1e3, 1e5].map(scaled),
  "warm-up": scaled(cosine({ peak: 1, warmup: 100 })),
  "decay-rate": scaled(cosine({ peak: 1 })),
  "clip-gradients": ofOptions(({ optimizer = adam() }) => ({ optimizer: chain(clipByGlobalNorm(1), optimizer) })),
  momentum: ofOptions(() => ({ optimizer: adam({ rate: 3e-3 }) })),
  "relu-family": (treatment) =>
    inside(treatment, (layer) => [isBounded(layer.kind) || isFlat(layer.kind) ? asLayer(relu) : layer]),
  "leaky-relu": (treatment) => inside(treatment, (layer) => [isRectifier(layer.kind) ? asLayer(leakyRelu) : layer]),
  "fitting-initializer": redrawn,
  "random-initializer": redrawn,
  "batch-norm": (treatment) =>
    leavesOf(treatment.model).some(({ kind }) => kind === "batchNorm")
      ? undefined
      : inside(treatment, (layer) => (hasRole(layer.kind, "mixing") ? [layer, batchNorm() as AnyLayer] : [layer])),
  residual: byHand,
  "gated-recurrence": (treatment) =>
    inside(treatment, (layer) => {
      const { units, ...rest } = (layer.options ?? {}) as { readonly units?: number };
      return [layer.kind === "simpleRnn" ? (lstm(units!, rest) as AnyLayer) : layer];
    }),
  "normalize-inputs": ({ model, options }) =>
    leavesOf(model)[0]?.kind === "normalize"
      ? undefined
      : { model: sequential(normalize(), model) as AnyLayer, options },
  dropout: [0.2, 0.5].map(
    (share) => (treatment: Treatment) =>
      inside(treatment, (layer) =>
        functionOf(layer) && layer.kind !== "flatten" ? [layer, dropout(share) as AnyLayer] : [layer],
      ),
  ),
  "less-dropout": (treatment) => inside(treatment, (layer) => (hasRole(layer.kind, "dropout") ? [] : [layer])),
  penalty: [1e-4, 1e-3, 1e-2, 0.1].map((strength) => ofOptions(() => ({ penalty: l2(strength) }))),
  "weaker-penalty": ({ model, options: { penalty, ...options } }) => (penalty ? { model, options } : undefined),
  augment: byHand,
  "more-data": byHand,
  "smaller-model": (treatment) => inside(treatment, (layer) => [resized(layer, 0.5)]),
  "larger-model": [2, 8].map(
    (times) => (treatment: Treatment) =>
      inside(treatment, (layer) => [resized(layer, times)]) ?? deeper(treatment, 16 * times),
  ),
  "stop-early": ofOptions(({ stopEarly }) => (stopEarly ? undefined : { stopEarly: { patience: 5 } })),
  "more-epochs": ofOptions(({ epochs = 10 }) => ({ epochs: 3 * epochs })),
  "class-weights": ofOptions(({ classWeights }) => (classWeights ? undefined : { classWeights: "balanced" })),
  "other-metric": byHand,
  "other-activation": ({ model, options }) => {
    const { link, target } = options.loss as Partial<Loss>;
    const last = leavesOf(model).at(-1)!;
    const right = target === "binary" ? sigmoid : softmax;
    let at = 0;
    const count = leavesOf(model).length;
    const changed = rewrite(model, (layer) => {
      if (++at < count) return [layer];
      if (link) return functionOf(last) ? [] : [layer];
      return functionOf(last) ? [asLayer(right)] : [layer, asLayer(right)];
    });
    return changed && { model: changed, options };
  },
  "no-bias": byHand,
  "dropout-last": byHand,
  "robust-loss": byHand,
  "poisson-loss": byHand,
  signs: byHand,
  "other-loss": byHand,
  "drop-inputs": byHand,
  "look-at-split": byHand,
  "larger-batch": ofOptions(({ batchSize = 32 }) => (batchSize === "all" ? undefined : { batchSize: 4 * batchSize })),
  "smaller-batch": [32, 8].map((batchSize) => ofOptions(() => ({ batchSize }))),
  "faster-averages": (treatment) =>
    inside(treatment, (layer) => [
      layer.kind === "batchNorm" ? (withOptions(layer, { momentum: 0.9 }) ?? layer) : layer,
    ]),
};
