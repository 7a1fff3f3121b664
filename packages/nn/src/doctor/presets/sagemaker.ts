import { functionOf } from "../../layers/contract/function-layer.ts";
import type { Chart } from "../chart/chart.ts";
import type { Checkup } from "../checkup/checkup.ts";
import type { OutputVitals } from "../checkup/vitals.ts";
import type { Symptom } from "../contract/rule.ts";
import { atLayer, percent, short } from "../rules/contract/wording.ts";
import type { Preset } from "./preset.ts";
import { sagemakerThresholds as bounds, hasStopped } from "./sagemaker-thresholds.ts";

/**
 * Amazon SageMaker Debugger's built-in rules with its published thresholds, on what checkups measure: absolute, of one look
 * or one step, and without asking how the run is doing. Not all that its rules read of whole tensors is measured here:
 *
 * - VanishingGradient has the mean of |∂ℓ/∂w|, here the root of the mean of its square, which is never smaller: it rings
 *   somewhat later.
 * - PoorWeightInitialization has the variances of what goes into ReLUs, and rings for them; the spread between the 5th and
 *   the 95th of a hundred gradients is not measured.
 * - ClassImbalance's share of rows of a class that are named wrongly is at least 1 − (rows named so / rows of the class).
 * - UnchangedTensor and Confusion need tensors and a table of classes that are not kept, and are left out; so is
 *   TensorVariance, which has no default.
 */
export const sagemaker: Preset = {
  "not-a-number": (chart) => {
    const { broken } = chart;
    if (broken !== undefined) return ring("ExplodingTensor", `the loss is ${broken}.`);
    const latest = chart.checkups.at(-1);
    const strange =
      latest?.parameters.find(({ weight, gradient }) => !Number.isFinite(weight + gradient)) ??
      latest?.outputs.find(({ mean, deviation }) => !Number.isFinite(mean + deviation));
    return strange && ring("ExplodingTensor", `not all numbers of ${atLayer(strange.path)} are finite.`, strange.path);
  },
  "symmetric-units": ({ checkups }) => {
    const zero = checkups.at(-1)?.parameters.find(({ shape, weight }) => shape.length >= 2 && weight === 0);
    return zero && ring("AllZero", `all of ${zero.path} is 0.`, zero.path);
  },
  "exploding-gradient": ({ checkups, layers }) => unevenness(checkups, layers, (rises) => rises),
  "rate-too-high": (chart) => {
    const { large } = bounds.WeightUpdateRatio;
    const moved = movedBy(chart).find(({ ratio }) => ratio > large);
    return (
      moved && ring("WeightUpdateRatio", `a step changes ${moved.path} ${short(moved.ratio)} times over.`, moved.path)
    );
  },
  "dying-relu": (chart) => {
    const idle = idleAmong(chart, ["relu"], bounds.DeadRelu.layer);
    return idle && ring("DeadRelu", idle.evidence, idle.path);
  },
  saturation: (chart) => {
    const idle = idleAmong(chart, ["tanh", "sigmoid"], bounds.SaturatedActivation.layer);
    return idle && ring("SaturatedActivation", idle.evidence, idle.path);
  },
  "vanishing-gradient": ({ checkups, layers }) => {
    const { threshold } = bounds.VanishingGradient;
    const small = checkups.at(-1)?.parameters.find(({ gradient }) => gradient < threshold);
    return small
      ? ring("VanishingGradient", `the gradient of ${small.path} is ${short(small.gradient)}.`, small.path)
      : unevenness(checkups, layers, (rises) => !rises);
  },
  "dead-units": ({ checkups }) => {
    const zero = checkups.at(-1)?.outputs.find(({ mean, deviation }) => mean === 0 && deviation === 0);
    return zero && ring("AllZero", `${atLayer(zero.path)} says nothing but 0.`, zero.path);
  },
  "rate-too-low": (chart) => {
    const { small } = bounds.WeightUpdateRatio;
    const moved = movedBy(chart).find(({ ratio }) => ratio < small);
    return (
      moved &&
      ring("WeightUpdateRatio", `a step changes ${moved.path} by ${short(moved.ratio)} of its size.`, moved.path)
    );
  },
  "class-imbalance": ({ classShares, checkups }) => {
    const { imbalance, misprediction } = bounds.ClassImbalance;
    const shares = classShares?.filter((share) => share > 0) ?? [];
    if (shares.length < 2) return undefined;
    const times = Math.max(...shares) / Math.min(...shares);
    if (times > imbalance) return ring("ClassImbalance", `one class has ${short(times)} times the rows of another.`);
    const latest = checkups.at(-1);
    const missed = latest?.named.findIndex(
      (share, label) => latest.step > 0 && share < (1 - misprediction) * (classShares?.[label] ?? 0),
    );
    return missed === undefined || missed < 0
      ? undefined
      : ring("ClassImbalance", `class ${missed} is named for ${percent(latest!.named[missed]!)} of the rows.`);
  },
  overfitting: ({ epochs }) => {
    const { ratio, patience } = bounds.Overfit;
    const last = epochs.slice(-patience - 1);
    const isOver = last.every(
      ({ loss, validation }) => validation !== undefined && validation.loss - loss > ratio * loss,
    );
    return last.length > patience && isOver
      ? ring(
          "Overfit",
          `the loss is ${short(last.at(-1)!.loss)}, and ${short(last.at(-1)!.validation!.loss)} on others.`,
        )
      : undefined;
  },
  overtraining: ({ epochs }) => {
    const { patienceTraining, patienceValidation } = bounds.Overtraining;
    if (
      hasStopped(
        epochs.map(({ loss }) => loss),
        patienceTraining,
      )
    )
      return ring("Overtraining", `${patienceTraining} epochs brought no lower loss.`);
    const held = epochs.flatMap(({ validation }) => validation?.loss ?? []);
    return hasStopped(held, patienceValidation)
      ? ring("Overtraining", `${patienceValidation} epochs brought no lower loss on other rows.`)
      : undefined;
  },
  plateau: ({ losses }) => {
    const { steps } = bounds.LossNotDecreasing;
    const at = Math.floor((losses.length - 1) / steps) * steps;
    const [before, now] = [losses[at - steps], losses[at]];
    return before !== undefined && now! >= before
      ? ring("LossNotDecreasing", `the loss is ${short(now!)}, and was ${short(before)} ${steps} steps before.`)
      : undefined;
  },
};

const ring = (rule: keyof typeof bounds | "AllZero" | "ExplodingTensor", what: string, layer?: string): Symptom => ({
  evidence: `${rule}: ${what}`,
  isCertain: true,
  ...(layer === undefined ? {} : { layer }),
});

/** How far a step goes beside the weights: ones that begin at 0 grow any number of times over, and frozen ones stay. */
const movedBy = ({ checkups }: Chart) =>
  (checkups.at(-1)?.parameters ?? []).flatMap(({ path, weight, update, gradient }) =>
    weight > 1e-6 && !(update === 0 && gradient !== 0)
      ? [{ path, ratio: update / (weight + bounds.WeightUpdateRatio.epsilon) }]
      : [],
  );

const kindOf = (layers: Chart["layers"], { path }: OutputVitals): string | undefined => {
  const layer = layers.get(path);
  return layer && functionOf(layer) ? layer.kind : undefined;
};

/** The first layer of some kinds of which more units than a share hardly ever pass a gradient. */
const idleAmong = ({ checkups, layers }: Chart, kinds: readonly string[], most: number) => {
  const found = checkups.at(-1)?.outputs.find((each) => kinds.includes(kindOf(layers, each) ?? "") && each.idle > most);
  return (
    found && {
      path: found.path,
      evidence: `${percent(found.idle)} of the units of ${atLayer(found.path)} are active for less than 1 % of values.`,
    }
  );
};

/** Of the first steps: whether the variances of what goes into ReLUs are far apart, and rise with depth or fall. */
const unevenness = (
  checkups: readonly Checkup[],
  layers: Chart["layers"],
  isMeant: (rises: boolean) => boolean,
): Symptom | undefined => {
  const { threshold, steps } = bounds.PoorWeightInitialization;
  for (const { step, outputs } of checkups) {
    if (step >= steps) return undefined;
    const variances = outputs.flatMap((each, i) => {
      const before = outputs[i - 1];
      return kindOf(layers, each) === "relu" && before?.values === each.values ? [before.deviation ** 2] : [];
    });
    const [least, most] = [Math.min(...variances), Math.max(...variances)];
    if (most > threshold * least && isMeant(variances.indexOf(most) > variances.indexOf(least)))
      return ring(
        "PoorWeightInitialization",
        `what goes into one layer of ReLUs varies ${short(most / least)} times as much as what goes into another.`,
      );
  }
  return undefined;
};
