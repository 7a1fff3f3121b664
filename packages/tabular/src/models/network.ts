import { listOf, notNegative, type OptionsOf, positive, share, whole } from "@kaviar/base/check";
import { openSession } from "@kaviar/tensor/onnx";
import { createModel } from "../contract/model.ts";
import { withoutTarget } from "../contract/target.ts";
import type { Training } from "../contract/training.ts";
import { splice } from "../onnx/splice.ts";
import { options } from "../options.ts";
import { weightedMoments } from "../steps/contract/scaling.ts";
import type { Table } from "../table/table.ts";
import { probabilitiesInGraph, toProbabilities } from "./contract/posterior.ts";
import { weighing } from "./contract/training-rows.ts";
import { double, encodeRows, encodeWires } from "./network/encode.ts";
import { learnEncoding, type TableEncoding, widthOf } from "./network/encoding.ts";
import { type Goal, learn } from "./network/learn.ts";

const read = options("network", {
  /** How many networks learn at once; what they say together is the prediction. */
  members: whole(2).default(8),
  /** The widths of the layers between. */
  hidden: listOf(whole(1)).default([128, 128]),
  /** At most so many passes over the rows. */
  epochs: whole(1).default(40),
  /** How far a step goes, at the most. */
  rate: positive.default(3e-3),
  /** The share of each layer's numbers that is left out in a step. */
  dropout: share.default(0.1),
  /** The strength of decoupled weight decay. */
  decay: notNegative.default(0.02),
  /** Rows in a step; a tenth of the rows, from 16 to 256, unless said. */
  batchSize: whole(1).optional(),
  /** Epochs without a better loss on rows held out before it stops. */
  patience: whole(1).default(10),
  /** Intervals of the piecewise linear encoding of a column of numbers; tables of many columns have fewer. */
  bins: whole().default(16),
  /** At most so many levels of a column of texts, the most frequent ones; the others are as unseen. */
  maxCategories: whole(1).default(1000),
});

export type NetworkOptions = OptionsOf<typeof read>;

interface NetworkState {
  readonly encoding: TableEncoding;
  readonly outputs: number;
  /** What numbers are made of again: prediction = mean + deviation · output, between the lowest and the highest. */
  readonly numbers: NumberScale | undefined;
  /** The ONNX file of the network. */
  readonly file: Uint8Array;
}

interface NumberScale {
  readonly mean: number;
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
}

/** Rows in one run of a prediction: each takes some 10 kB on its way. */
const rowsAtOnce = 4096;

/**
 * Some networks that learn beside each other, each from all rows but a share of its own: what they say of rows that they
 * have not seen tells when to stop, and their mean is the prediction. No row is lost to validation.
 *
 * ```ts
 * const model = await pipeline(network()).fit(train, { target: "churned", seed: 1 });
 * ```
 * It takes texts, missing values and numbers of any size as they are, and needs no scaling before it. Numbers are
 * encoded piecewise linearly between quantiles, levels as columns of 0 and 1, or by an embedding where there are more than
 * a hundred. A level that a single row has counts as unseen, and so does one that comes later; a missing text is a level;
 * a missing number is the mean, and a column that misses some says so. Numbers predicted stay within those of training.
 * Weights count in the loss; rows of a group are held out together. Rows without weight are left out, and two rows (or two
 * groups) are the least.
 */
export const network = createModel(
  read,
  {
    name: "Network of many members",
    formula:
      "ŷ = mean over m of fₘ(e(x)), fₘ = dense ∘ (dropout ∘ relu ∘ dense)ⁿ, e piecewise linear, one-hot, embeddings",
    use: "tables of some hundred rows and more, beside boosting or together with it: its errors are others",
    pitfall: "slower than boosting by the row; columns that are noise hurt it more than they hurt trees",
    reference: "Gorishniy et al. 2022; Gorishniy et al. 2025; Holzmüller et al. 2024",
    seeAlso: ["boosting", "randomForest"],
  },
  {
    tasks: ["classes", "numbers"],
    slow: true,
    fit: async (given, recipe, context): Promise<NetworkState> => {
      const training = weighing(read.owner, given);
      const encoding = learnEncoding(training.table, recipe);
      const { goal, numbers } = goalOf(training);
      const file = await learn(read.owner, training, encoding, goal, recipe, context);
      return { encoding, outputs: goal.outputs, numbers, file };
    },
    predict: async (state, table) => {
      const { outputs, numbers } = state;
      const said = await run(state, table);
      return numbers ? said.map((value) => scaledBack(value, numbers)) : toProbabilities(said, outputs);
    },
    onnx: ({ encoding, file, numbers }, wires, graph) => {
      const said = splice(file, encodeWires(encoding, wires, graph), graph);
      const wide = graph.node("Cast", [said], { attributes: { to: double } });
      if (!numbers) return probabilitiesInGraph(wide, graph);
      const scalar = (value: number) => graph.doubles([value], []);
      const scaled = graph.node("Mul", [wide, scalar(numbers.deviation)]);
      const moved = graph.node("Add", [scaled, scalar(numbers.mean)]);
      return graph.node("Clip", [moved, scalar(numbers.low), scalar(numbers.high)]);
    },
  },
);

const goalOf = ({ target, weights }: Training): { readonly goal: Goal; readonly numbers: NumberScale | undefined } => {
  if (target.task === "anomalies") throw withoutTarget(read.owner);
  if (target.task === "classes") {
    return { goal: { y: target.codes, outputs: target.classes.length, classes: true }, numbers: undefined };
  }
  const { values } = target;
  const { mean, deviation: spread } = weightedMoments(values, weights);
  const deviation = spread || 1;
  const [low, high] = values.reduce(([low, high], y) => [Math.min(low!, y), Math.max(high!, y)], [Infinity, -Infinity]);
  return {
    goal: { y: Float32Array.from(values, (y) => (y - mean) / deviation), outputs: 1, classes: false },
    numbers: { mean, deviation, low: low!, high: high! },
  };
};

const scaledBack = (value: number, { mean, deviation, low, high }: NumberScale): number =>
  Math.min(Math.max(value * deviation + mean, low), high);

/** What the network says of rows. */
const run = async ({ encoding, file, outputs }: NetworkState, table: Table): Promise<Float64Array> => {
  const said = new Float64Array(table.rows * outputs);
  if (table.rows === 0) return said;
  const rows = encodeRows(encoding, table);
  const width = widthOf(encoding);
  const session = await openSession(file, { threads: 1 });
  try {
    for (let from = 0; from < table.rows; from += rowsAtOnce) {
      const to = Math.min(from + rowsAtOnce, table.rows);
      const elements = rows.slice(from * width, to * width);
      const results = await session.run({ input: { dtype: "float32", shape: [to - from, width], elements } });
      said.set(results.output!.elements as Float32Array, from * outputs);
    }
  } finally {
    await session.release();
  }
  return said;
};
