import { isTensor, type Structure, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { type AddedLoss, type AnyLayer, applyLayer, type Context, type State } from "../layers/contract/layer.ts";
import { maskNamed } from "../layers/contract/mask.ts";
import type { Loss } from "../losses/contract/loss.ts";
import { lossOf } from "../losses/contract/loss-of.ts";
import type { Losses, LossFunction } from "../losses/contract/losses.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Regularizer } from "../regularizers/contract/regularizer.ts";

/** What a batch is like to the run. */
export interface BatchResult {
  /** Σwℓ / Σw, and the layers' own losses. */
  readonly loss: Tensor;
  /** What the loss is the sum of, by name, where that is more than one part. */
  readonly parts: Readonly<Record<string, Tensor>> | undefined;
  /** What a penalty adds to it, where there is one. */
  readonly penalty: Tensor | undefined;
  /** Σw: how much this batch counts in the mean of an epoch, where that is not the number of its rows. */
  readonly weight: Tensor | undefined;
  readonly prediction: Structure;
  readonly state: State;
}

/** What is made small. */
export const objectiveOf = ({
  loss,
  penalty,
}: {
  readonly loss: Tensor;
  readonly penalty?: Tensor | undefined;
}): Tensor => (penalty ? loss.add(penalty) : loss);

export interface Objective {
  readonly layer: AnyLayer;
  readonly loss: Losses;
  readonly penalty?: Regularizer | undefined;
}

/** What the parameters are to make small. */
export const evaluateBatch = (
  { layer, loss, penalty }: Objective,
  params: Parameters,
  state: State,
  batch: { readonly x: Structure; readonly y: Structure; readonly weights?: Tensor | undefined },
  context: Context,
  numbers?: Readonly<Record<string, Tensor>>,
): BatchResult => {
  const added: AddedLoss[] = [];
  const applied = applyLayer(layer, params, state, batch.x, { ...context, added });
  const parts = pairs(loss, applied.y, batch.y).flatMap(([f, prediction, target, output]) => {
    const mask = output === undefined ? (applied.mask ?? undefined) : maskNamed(applied.masks, output);
    const { ignored } = f as Partial<Loss>;
    const known = ignored === undefined ? undefined : target.notEqual(ignored);
    const losses = Object.entries(lossOf(f, prediction, isOfSequences(f) ? withLengths(target, mask) : target));
    return losses.map(([name, each]) => ({
      name: output === undefined ? name : losses.length > 1 ? `${output}.${name}` : output,
      ...weightedMean(each, batch.weights, mask, known),
    }));
  });
  const [{ weight }] = parts as [(typeof parts)[0]];
  const own = applied.loss === undefined ? [] : [applied.loss];
  const total = [...parts.map((part) => part.mean), ...own].reduce((sum, part) => sum.add(part));
  return {
    loss: total,
    parts: parts.length + added.length > 1 ? named(parts, added) : undefined,
    penalty: penalty?.(params, numbers),
    weight,
    prediction: applied.y as Structure,
    state: applied.state,
  };
};

const isOfSequences = (loss: LossFunction): boolean => (loss as Partial<Loss>).target === "sequences";

/** A loss of whole sequences counts the steps that are there: their number, unless the targets say another. */
const withLengths = (target: Tensor, mask: Tensor<"bool"> | undefined): Tensor => {
  if (!mask) return target;
  const inputLengths = mask.cast("int32").sum(1);
  const wanted: unknown = isTensor(target) ? { labels: target, inputLengths } : { inputLengths, ...(target as object) };
  return wanted as Tensor;
};

/** Parts by name; layers that are called more than once, and losses of one name, are one part. */
const named = (
  parts: readonly { readonly name: string; readonly mean: Tensor }[],
  added: readonly AddedLoss[],
): Readonly<Record<string, Tensor>> => {
  const all: Record<string, Tensor> = {};
  for (const [name, part] of [
    ...parts.map(({ name, mean }) => [name, mean] as const),
    ...added.map(({ path, loss }) => [path || "model", loss] as const),
  ])
    all[name] = all[name] ? all[name].add(part) : part;
  return all;
};

const pairs = (loss: Losses, prediction: unknown, target: unknown): [LossFunction, Tensor, Tensor, string?][] => {
  if (typeof loss === "function") {
    // A function of your own may take whole structures.
    return [[loss, prediction as Tensor, target as Tensor]];
  }
  return Object.entries(loss).map(([name, f]) => [
    f,
    partOf("The model's output", prediction, name),
    partOf("y", target, name),
    name,
  ]);
};

const partOf = (what: string, structure: unknown, name: string): Tensor => {
  const part = (structure as Readonly<Record<string, Tensor>>)[name];
  if (isTensor(part)) return part as Tensor;
  const names = isTensor(structure) ? "one tensor" : Object.keys(structure as object).join(", ");
  throw new ModelError(
    "options",
    `Each name in \`loss\` is a named output: ${what} has no "${name}", it has ${names}.`,
  );
};

/** Σwmℓ / Σwm over rows and positions that are known; without weights and mask the plain mean, and no Σw. */
const weightedMean = (
  losses: Tensor,
  weights: Tensor | undefined,
  mask: Tensor<"bool"> | undefined,
  known: Tensor<"bool"> | undefined,
): { readonly mean: Tensor; readonly weight: Tensor | undefined } => {
  const fits = mask && losses.rank >= 2 && mask.shape[1] === losses.shape[1];
  if (losses.rank === 0) {
    if (!weights) return { mean: losses, weight: undefined };
    throw new ModelError(
      "options",
      "Weights need a loss that gives a number for each row: got one for the whole batch.",
      {
        remedy: "Leave out the mean over the rows: (prediction, target) => …mean(-1).",
      },
    );
  }
  if (!weights && !fits && !known) return { mean: losses.mean(), weight: undefined };
  const column = (x: Tensor, rank: number) => x.reshape([...x.shape, ...new Array<number>(losses.rank - rank).fill(1)]);
  const masked = fits ? column(mask.cast("float32"), 2) : undefined;
  const weighted = weights ? column(checkSteps(weights, losses), weights.rank) : undefined;
  const present = known?.cast("float32").reshape(losses.shape);
  const factors = [masked, weighted, present].filter((factor) => factor !== undefined);
  const full = factors.reduce((product, factor) => product.mul(factor)).broadcastTo(losses.shape);
  const weight = full.sum();
  return { mean: losses.mul(full).sum().div(weight.maximum(1e-12)), weight };
};

/** Weights of steps need a loss that says a number for each step. */
const checkSteps = (weights: Tensor, losses: Tensor): Tensor => {
  const fits = weights.shape.every((length, axis) => length === losses.shape[axis]);
  if (fits) return weights;
  const show = (x: Tensor) => `[${["N", ...x.shape.slice(1)].join(", ")}]`;
  throw new ModelError(
    "shape",
    `Weights need a loss for each of them: got weights ${show(weights)} and losses ${show(losses)}.`,
    { remedy: "Give a weight a row, [N], or one a step, [N, T], where the model says something at each step." },
  );
};
