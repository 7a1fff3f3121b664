import { adamw, applyLayer, cosine, type Epoch, type TrainedModel, train } from "@kaviar/nn";
import { compile, key, type Tensor, zeros } from "@kaviar/tensor";
import type { FitContext } from "../../contract/context.ts";
import type { Training } from "../../contract/training.ts";
import { foldsOf } from "../../fitting/out-of-fold.ts";
import { encodeRows } from "./encode.ts";
import { type TableEncoding, widthOf } from "./encoding.ts";
import { type FoldedRows, networkOf, outOfFold, together } from "./layers.ts";

export interface Recipe {
  readonly members: number;
  readonly hidden: readonly number[];
  readonly dropout: number;
  readonly epochs: number;
  readonly rate: number;
  readonly decay: number;
  readonly batchSize?: number | undefined;
  readonly patience: number;
}

/** What the network is to say: the number of a class, or a number of mean 0 and deviation 1. */
export interface Goal {
  readonly y: Int32Array | Float32Array;
  readonly outputs: number;
  readonly classes: boolean;
}

/** About ten steps an epoch, in batches of 16 to 256 rows. */
const usualBatch = (rows: number): number => Math.min(256, Math.max(16, 2 ** Math.round(Math.log2(rows / 10))));

/** Trains the members, and gives the ONNX file of the network that they are together: rows in, [rows, outputs] out. */
export const learn = async (
  owner: string,
  training: Training,
  encoding: TableEncoding,
  { y, outputs, classes }: Goal,
  recipe: Recipe,
  context: FitContext,
): Promise<Uint8Array> => {
  const { rows } = training.table;
  const draw = context.random();
  const seed = () => Math.floor(draw() * 2 ** 31);
  const splits = foldsOf(owner, training, recipe.members, seed());
  const fold = new Float32Array(rows);
  for (const [i, { validation }] of splits.entries()) for (const row of validation) fold[row] = i;
  const width = widthOf(encoding);
  const weights = training.weights ? { weights: training.weights } : {};
  const data = {
    x: { rows: { data: encodeRows(encoding, training.table), shape: [rows, width] }, fold },
    y,
    ...weights,
  };
  const network = networkOf(encoding, { ...recipe, outputs });
  const batchSize = recipe.batchSize ?? usualBatch(rows);
  const warmup = 3 * Math.ceil(rows / batchSize);
  let last: Epoch<TrainedModel<FoldedRows>> | undefined;
  for await (const epoch of train(outOfFold(network, splits.length, classes), data, {
    loss: classes ? crossEntropy : squaredError,
    optimizer: adamw({ rate: cosine({ peak: recipe.rate, warmup }), decay: recipe.decay, beta2: 0.99 }),
    epochs: recipe.epochs,
    batchSize,
    validation: data,
    stopEarly: { patience: recipe.patience },
    seed: seed(),
    threads: 1,
    ...(context.signal ? { signal: context.signal } : {}),
    doctor: "off",
  })) {
    last = epoch;
    context.progress(epoch.number / recipe.epochs);
    await context.pause();
  }
  context.progress(1);
  const { params, state } = last!.best.model.parts;
  const predicting = { training: false, key: key(0), path: "" };
  const predict = compile((x: Tensor) =>
    together(applyLayer(network, params, state, x, predicting).y as Tensor, classes),
  );
  return predict.toOnnx([zeros([2, width])], { batch: true });
};

/** Of each member, and their mean: so they stay apart. */
const squaredError = (said: Tensor, y: Tensor): Tensor => said.squeeze(-1).sub(y.expandDims(1)).square().mean(-1);

const crossEntropy = (said: Tensor, y: Tensor): Tensor => {
  const [rows, members] = said.shape as [number, number];
  const own = y.cast("int32").reshape([rows, 1, 1]).broadcastTo([rows, members, 1]);
  return said.logSoftmax(-1).takeAlongAxis(own, -1).squeeze(-1).mean(-1).neg();
};
