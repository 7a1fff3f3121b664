/**
 * Amazon SageMaker Debugger's built-in rules with the thresholds it publishes as defaults (Developer Guide, "List of Debugger
 * built-in rules"), said again in our own words. Rules with no default (TensorVariance) or for other things (trees, texts,
 * two runs) are left out. The rules themselves are closed: where the text leaves something open, what rings less is taken.
 */
import type { DynamicCode } from "@kaviar/nn";
import { areFinite, meanOf, norm, rangeOf, varianceOf } from "./numbers.ts";
import type { Numbers, Observation, Output } from "./observe.ts";

/** What a rule sees after the last look of those so far. */
type Rings = (seen: readonly Observation[]) => boolean;

/** A rule, and the diseases that it may be said to have named. */
interface PeerRule {
  readonly rings: Rings;
  readonly names: readonly DynamicCode[];
}

const last = (seen: readonly Observation[]): Observation => seen.at(-1)!;

/** The share of each unit's values for which something holds, along the last axis, or the second one of images. */
const sharesOfUnits = (shape: readonly number[], values: Numbers, holds: (value: number) => boolean): Float64Array => {
  const axis = shape.length === 4 ? 1 : shape.length - 1;
  const inner = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const units = shape[axis]!;
  const shares = new Float64Array(units);
  for (let i = 0; i < values.length; i++)
    if (holds(values[i]!)) shares[Math.floor(i / inner) % units]! += units / values.length;
  return shares;
};

/** Whether more than half of the units are active for less than one in a hundred of the values. */
const isInactive = ({ shape }: Output, values: Numbers, isActive: (value: number) => boolean): boolean => {
  const shares = sharesOfUnits(shape, values, isActive);
  return shares.filter((share) => share < 0.01).length > 0.5 * shares.length;
};

const hasSaturated = (output: Output): boolean => {
  const { kind, inputs } = output;
  if (!inputs) return false;
  if (kind === "tanh") return isInactive(output, inputs, (x) => Math.abs(x) < 9.4999);
  return kind === "sigmoid" && isInactive(output, inputs, (x) => x > -23 && x < 16.99999);
};

const isClose = (a: Numbers, b: Numbers): boolean =>
  a.every((each, i) => Math.abs(each - b[i]!) <= 1e-8 + 1e-5 * Math.abs(b[i]!));

export const sagemaker: Readonly<Record<string, PeerRule>> = {
  VanishingGradient: {
    rings: (seen) => last(seen).parameters.some(({ gradient }) => meanOf(gradient, Math.abs) < 1e-7),
    names: ["vanishing-gradient"],
  },
  ExplodingTensor: {
    rings: (seen) =>
      !Number.isFinite(last(seen).loss) ||
      last(seen).parameters.some(({ weight, gradient }) => !areFinite(weight) || !areFinite(gradient)) ||
      last(seen).outputs.some(({ values }) => !areFinite(values)),
    names: ["not-a-number", "exploding-gradient", "rate-too-high"],
  },
  DeadRelu: {
    rings: (seen) =>
      last(seen).outputs.some((output) => output.kind === "relu" && isInactive(output, output.values, (y) => y > 0)),
    names: ["dying-relu", "dead-units"],
  },
  SaturatedActivation: { rings: (seen) => last(seen).outputs.some(hasSaturated), names: ["saturation", "dead-units"] },
  PoorWeightInitialization: {
    // Of the first ten steps; later looks say nothing of how weights began.
    rings: (seen) => {
      if (seen.length > 1) return false;
      const variances = last(seen).outputs.flatMap(({ kind, inputs }) =>
        kind === "relu" && inputs ? [varianceOf(inputs)] : [],
      );
      const isUneven = Math.max(...variances) > 10 * Math.min(...variances);
      return isUneven || last(seen).parameters.some(({ gradient }) => rangeOf(gradient) < 0.001);
    },
    names: ["symmetric-units", "vanishing-gradient", "exploding-gradient", "saturation"],
  },
  WeightUpdateRatio: {
    rings: (seen) => {
      const before = seen.at(-2);
      return (
        before !== undefined &&
        last(seen).parameters.some(({ weight }, i) => {
          const old = before.parameters[i]!.weight;
          const ratio = norm(weight.map((each, j) => each - old[j]!)) / (norm(old) + 1e-9);
          // Biases begin at 0: what is added to them is any number of times as much.
          return norm(old) > 1e-6 && (ratio > 10 || ratio < 1e-8);
        })
      );
    },
    names: ["rate-too-high", "rate-too-low"],
  },
  AllZero: {
    rings: (seen) =>
      last(seen).outputs.some(({ values }) => values.every((each) => each === 0)) ||
      last(seen).parameters.some(({ path, weight }) => path.endsWith("weight") && weight.every((each) => each === 0)),
    names: ["symmetric-units", "dead-units", "dying-relu"],
  },
  UnchangedTensor: {
    rings: (seen) =>
      seen.length >= 3 &&
      last(seen).parameters.some(({ weight }, i) =>
        seen.slice(-3, -1).every((before) => isClose(weight, before.parameters[i]!.weight)),
      ),
    names: ["rate-too-low", "dead-units", "dying-relu", "vanishing-gradient"],
  },
  LossNotDecreasing: {
    rings: (seen) => seen.length > 2 && last(seen).loss >= seen.at(-2)!.loss,
    names: ["plateau", "not-learning", "oscillation", "rate-too-high", "rate-too-low", "underfitting"],
  },
  Overfit: {
    rings: (seen) =>
      seen.length > 2 &&
      seen
        .slice(-2)
        .every(({ loss, validationLoss }) => validationLoss !== undefined && validationLoss - loss > 0.1 * loss),
    names: ["overfitting", "ineffective-regularization", "input-shift"],
  },
  Overtraining: {
    rings: (seen) => {
      const epochs = seen.slice(1);
      return (
        hasStopped(
          epochs.map(({ loss }) => loss),
          5,
        ) ||
        hasStopped(
          epochs.flatMap(({ validationLoss }) => validationLoss ?? []),
          10,
        )
      );
    },
    names: ["overtraining", "overfitting", "plateau"],
  },
  ClassImbalance: {
    rings: (seen) => {
      const { classes, part } = last(seen);
      const counts = countsOf(classes.map(([right]) => right));
      const isUneven = counts.size > 1 && Math.max(...counts.values()) > 10 * Math.min(...counts.values());
      const missed = countsOf(classes.filter(([right, named]) => right !== named).map(([right]) => right));
      // A model that has just begun names any class wrong.
      return isUneven || (part >= 0.3 && [...missed].some(([label, count]) => count > 0.7 * counts.get(label)!));
    },
    names: ["class-imbalance", "majority-class"],
  },
  Confusion: {
    // After the last epoch only: a model that has just begun names most rows wrong.
    rings: (seen) => {
      const { classes, part } = last(seen);
      const counts = countsOf(classes.map(([right]) => right));
      const right = countsOf(classes.filter(([label, named]) => label === named).map(([label]) => label));
      return part >= 1 && [...counts].some(([label, count]) => (right.get(label) ?? 0) < 0.9 * count);
    },
    names: ["underfitting", "not-learning", "majority-class"],
  },
};

const countsOf = (labels: readonly number[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
};

/** Whether the least of some losses is so many looks old, where what is less by a tenth counts as less. */
const hasStopped = (losses: readonly number[], patience: number): boolean => {
  let [least, at] = [Infinity, 0];
  for (const [i, loss] of losses.entries()) if (loss < 0.9 * least) [least, at] = [loss, i];
  return losses.length - 1 - at >= patience;
};
