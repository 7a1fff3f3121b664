/**
 * Amazon SageMaker Debugger's built-in rules with the thresholds it publishes as defaults (Developer Guide, "List of Debugger
 * built-in rules"), said again in our own words; `doctor: "sagemaker"` has the same numbers. Rules with no default (TensorVariance) or for other things (trees, texts,
 * two runs) are left out. The rules themselves are closed: where the text leaves something open, what rings less is taken.
 */
import type { DynamicCode } from "@kaviar/nn";
import {
  sagemakerThresholds as bounds,
  hasStopped,
} from "../../../packages/nn/src/doctor/presets/sagemaker-thresholds.ts";
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

/** Whether too many units are active for too few of the values. */
const isInactive = (
  { shape }: Output,
  values: Numbers,
  { inactivity, layer }: { readonly inactivity: number; readonly layer: number },
  isActive: (value: number) => boolean,
): boolean => {
  const shares = sharesOfUnits(shape, values, isActive);
  return shares.filter((share) => share < inactivity).length > layer * shares.length;
};

const hasSaturated = (output: Output): boolean => {
  const { kind, inputs } = output;
  if (!inputs || (kind !== "tanh" && kind !== "sigmoid")) return false;
  const [low, high] = bounds.SaturatedActivation[kind];
  return isInactive(output, inputs, bounds.SaturatedActivation, (x) => x > low && x < high);
};

const isClose = (a: Numbers, b: Numbers): boolean => {
  const { absolute, relative } = bounds.UnchangedTensor;
  return a.every((each, i) => Math.abs(each - b[i]!) <= absolute + relative * Math.abs(b[i]!));
};

export const sagemaker: Readonly<Record<string, PeerRule>> = {
  VanishingGradient: {
    rings: (seen) =>
      last(seen).parameters.some(({ gradient }) => meanOf(gradient, Math.abs) < bounds.VanishingGradient.threshold),
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
      last(seen).outputs.some(
        (output) => output.kind === "relu" && isInactive(output, output.values, bounds.DeadRelu, (y) => y > 0),
      ),
    names: ["dying-relu", "dead-units"],
  },
  SaturatedActivation: { rings: (seen) => last(seen).outputs.some(hasSaturated), names: ["saturation", "dead-units"] },
  PoorWeightInitialization: {
    // Of the first ten steps; later looks say nothing of how weights began.
    rings: (seen) => {
      if (seen.length > 1) return false;
      const { threshold, distributionRange } = bounds.PoorWeightInitialization;
      const variances = last(seen).outputs.flatMap(({ kind, inputs }) =>
        kind === "relu" && inputs ? [varianceOf(inputs)] : [],
      );
      const isUneven = Math.max(...variances) > threshold * Math.min(...variances);
      return isUneven || last(seen).parameters.some(({ gradient }) => rangeOf(gradient) < distributionRange);
    },
    names: ["symmetric-units", "vanishing-gradient", "exploding-gradient", "saturation"],
  },
  WeightUpdateRatio: {
    rings: (seen) => {
      const before = seen.at(-2);
      const { large, small, epsilon } = bounds.WeightUpdateRatio;
      return (
        before !== undefined &&
        last(seen).parameters.some(({ weight }, i) => {
          const old = before.parameters[i]!.weight;
          const ratio = norm(weight.map((each, j) => each - old[j]!)) / (norm(old) + epsilon);
          // Biases begin at 0: what is added to them is any number of times as much.
          return norm(old) > 1e-6 && (ratio > large || ratio < small);
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
      seen.length >= bounds.UnchangedTensor.steps &&
      last(seen).parameters.some(({ weight }, i) =>
        seen.slice(-bounds.UnchangedTensor.steps, -1).every((before) => isClose(weight, before.parameters[i]!.weight)),
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
        .slice(-bounds.Overfit.patience - 1)
        .every(
          ({ loss, validationLoss }) =>
            validationLoss !== undefined && validationLoss - loss > bounds.Overfit.ratio * loss,
        ),
    names: ["overfitting", "ineffective-regularization", "input-shift"],
  },
  Overtraining: {
    rings: (seen) => {
      const epochs = seen.slice(1);
      return (
        hasStopped(
          epochs.map(({ loss }) => loss),
          bounds.Overtraining.patienceTraining,
        ) ||
        hasStopped(
          epochs.flatMap(({ validationLoss }) => validationLoss ?? []),
          bounds.Overtraining.patienceValidation,
        )
      );
    },
    names: ["overtraining", "overfitting", "plateau"],
  },
  ClassImbalance: {
    rings: (seen) => {
      const { imbalance, misprediction } = bounds.ClassImbalance;
      const { classes, part } = last(seen);
      const counts = countsOf(classes.map(([right]) => right));
      const isUneven = counts.size > 1 && Math.max(...counts.values()) > imbalance * Math.min(...counts.values());
      const missed = countsOf(classes.filter(([right, named]) => right !== named).map(([right]) => right));
      // A model that has just begun names any class wrong.
      return (
        isUneven || (part >= 0.3 && [...missed].some(([label, count]) => count > misprediction * counts.get(label)!))
      );
    },
    names: ["class-imbalance", "majority-class"],
  },
  Confusion: {
    // After the last epoch only: a model that has just begun names most rows wrong.
    rings: (seen) => {
      const { classes, part } = last(seen);
      const counts = countsOf(classes.map(([right]) => right));
      const right = countsOf(classes.filter(([label, named]) => label === named).map(([label]) => label));
      return (
        part >= 1 && [...counts].some(([label, count]) => (right.get(label) ?? 0) < bounds.Confusion.diagonal * count)
      );
    },
    names: ["underfitting", "not-learning", "majority-class"],
  },
};

const countsOf = (labels: readonly number[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
};
