import { isTensor, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { gatherRows } from "../../data/gather-rows.ts";
import type { Loss } from "../../losses/contract/loss.ts";
import type { Losses } from "../../losses/contract/losses.ts";
import type { Values } from "../../metrics/contract/metric.ts";
import { sampled, sampleOf } from "./sample.ts";

/** A mean of more rows is hardly another. */
const mostRows = 2_000;

/**
 * The loss of who says the same of every row, and says the best there is to say: the shares of the classes, the mean or
 * the median of the values. Undefined where the loss is a function of the caller's own, or there are several.
 */
export const baselineOf = async (
  losses: Losses,
  y: Structure,
  order: Int32Array,
  outputShape: unknown,
): Promise<number | undefined> => {
  const { target, predictionsPerTarget } = losses as Partial<Loss>;
  if (!isTensor(y) || target === undefined || predictionsPerTarget !== undefined || "outputs" in losses)
    return undefined;
  const loss = losses as Loss;
  const rows = sampled(y as Tensor, order, mostRows);
  const some = gatherRows(y as Tensor, tensor(rows));
  const targets = await sampleOf(y as Tensor, rows);
  const guesses = guessers[target](loss, targets, (outputShape as readonly number[]).at(-1) ?? 1);
  const found = await Promise.all(
    guesses.map((guess) =>
      loss(spread(guess, some, outputShape as readonly number[]), some)
        .mean()
        .item(),
    ),
  );
  const finite = (found as number[]).filter(Number.isFinite);
  return finite.length === 0 ? undefined : Math.min(...finite);
};

/** One row's prediction, for every row. */
const spread = (row: Float32Array, y: Tensor, outputShape: readonly number[]): Tensor => {
  const size = outputShape.reduce((product, n) => product * n, 1);
  const whole = row.length === size ? row : Float32Array.from({ length: size }, (_, i) => row[i % row.length]!);
  return tensor(whole, { shape: [1, ...outputShape] }).broadcastTo([y.shape[0]!, ...outputShape]);
};

type Guesser = (loss: Loss, targets: Values, width: number) => readonly Float32Array[];

/** No share is 0 where there are rows that nobody looked at. */
const usual = 1e-4;

export const asScores = (loss: Loss, shares: Float32Array, least = usual): Float32Array =>
  loss.link === "softmax"
    ? shares.map((p) => Math.log(Math.max(p, least)))
    : loss.link === "sigmoid"
      ? shares.map((p) => Math.log(Math.max(p, least) / Math.max(1 - p, least)))
      : shares.map((p) => Math.min(Math.max(p, least), 1 - least));

/** The mean of each column, over all rows. */
const columnMeans = ({ data, shape }: Values): Float32Array => {
  const width = data.length / shape[0]!;
  const sums = new Float64Array(width);
  for (let i = 0; i < data.length; i++) sums[i % width]! += data[i]!;
  return Float32Array.from(sums, (sum) => sum / shape[0]!);
};

const columnMedians = ({ data, shape }: Values): Float32Array => {
  const rows = shape[0]!;
  const width = data.length / rows;
  return Float32Array.from({ length: width }, (_, column) => {
    const own = Float32Array.from({ length: rows }, (_, row) => data[row * width + column]!).sort();
    return own[rows >> 1]!;
  });
};

const guessers: Readonly<Record<Loss["target"], Guesser>> = {
  classes: (loss, { data }, width) => {
    const counts = new Float32Array(width);
    for (let i = 0; i < data.length; i++) counts[data[i]!]!++;
    return [
      asScores(
        loss,
        counts.map((count) => count / data.length),
      ),
    ];
  },
  oneHot: (loss, targets, width) => {
    const means = columnMeans(targets);
    const shares = new Float32Array(width);
    means.forEach((mean, i) => {
      shares[i % width]! += (mean * width) / means.length;
    });
    return [asScores(loss, shares)];
  },
  binary: (loss, targets) => [asScores(loss, columnMeans(targets))],
  values: (_, targets) => [columnMeans(targets), columnMedians(targets)],
  signs: () => [Float32Array.of(1), Float32Array.of(-1), Float32Array.of(0)],
  groups: () => [Float32Array.of(0)],
  sequences: () => [],
  none: () => [],
};
