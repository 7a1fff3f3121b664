import type { Loss } from "../losses/contract/loss.ts";
import type { LossFunction } from "../losses/contract/losses.ts";
import type { Values } from "../metrics/contract/metric.ts";

interface Measured {
  readonly predictions: Values;
  readonly targets: Values;
  readonly weights: ArrayLike<number> | undefined;
}

/**
 * What metrics of labels look at where several labels of a row may hold at once, [N, K], or a mask has one for each pixel,
 * [N, 1, H, W]: every label by itself, in one column. Rows of which each has exactly one label are of classes, and stay.
 */
export const labelsApart = (loss: LossFunction | undefined, { predictions, targets, weights }: Measured): Measured => {
  const [rows = 0] = targets.shape;
  const width = rows === 0 ? 1 : targets.data.length / rows;
  const areLabels = (loss as Partial<Loss> | undefined)?.target === "binary" && width > 1;
  const areAlike = predictions.data.length === targets.data.length;
  if (!areLabels || !areAlike || (targets.shape.length === 2 && areOneHot(targets.data, width)))
    return { predictions, targets, weights };
  const column = ({ data }: Values): Values => ({ data, shape: [data.length] });
  return {
    predictions: column(predictions),
    targets: column(targets),
    weights: weights && Float64Array.from({ length: rows * width }, (_, i) => weights[Math.floor(i / width)]!),
  };
};

const areOneHot = (data: ArrayLike<number>, width: number): boolean => {
  for (let at = 0; at < data.length; at += width) {
    let ones = 0;
    for (let i = at; i < at + width; i++) {
      if (data[i] !== 0 && data[i] !== 1) return false;
      ones += data[i]!;
    }
    if (ones !== 1) return false;
  }
  return true;
};
