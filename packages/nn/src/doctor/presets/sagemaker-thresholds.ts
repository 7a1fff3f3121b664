/**
 * The defaults that Amazon SageMaker Debugger publishes for its built-in rules (Developer Guide, "List of Debugger built-in
 * rules"), by the names it gives to rules; shares are of 1 where the guide has percent.
 */
export const sagemakerThresholds = {
  VanishingGradient: { threshold: 1e-7 },
  /** A unit is idle where it is active for less than this share of values; a layer rings where more units than that are. */
  DeadRelu: { inactivity: 0.01, layer: 0.5 },
  /** The inputs between which a unit is active. */
  SaturatedActivation: { tanh: [-9.4999, 9.4999], sigmoid: [-23, 16.99999], inactivity: 0.01, layer: 0.5 },
  PoorWeightInitialization: { threshold: 10, distributionRange: 0.001, steps: 10 },
  WeightUpdateRatio: { large: 10, small: 1e-8, epsilon: 1e-9 },
  UnchangedTensor: { relative: 1e-5, absolute: 1e-8, steps: 3 },
  LossNotDecreasing: { steps: 10 },
  Overfit: { ratio: 0.1, patience: 1 },
  Overtraining: { patienceTraining: 5, patienceValidation: 10, delta: 0.1 },
  ClassImbalance: { imbalance: 10, misprediction: 0.7 },
  Confusion: { diagonal: 0.9 },
} as const;

/** Whether the least of some losses is `patience` looks old, where only what is less by the part `delta` is less. */
export const hasStopped = (losses: readonly number[], patience: number): boolean => {
  const { delta } = sagemakerThresholds.Overtraining;
  let [least, at] = [Infinity, 0];
  for (const [i, loss] of losses.entries()) if (loss < (1 - delta) * least) [least, at] = [loss, i];
  return losses.length - 1 - at >= patience;
};
