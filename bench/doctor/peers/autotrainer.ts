/**
 * AutoTrainer's symptoms with the thresholds it publishes (Zhang et al., ICSE 2021: Θ = 0.7, β₁ = 10⁻³, β₂ = 10⁻⁴, β₃ = 70,
 * γ = 0.7, ζ = 0.03, η = 0.2, δ = 0.01), said again in our own words. It is made for classes; of the rest it sees only
 * numbers that are none. It judges from the accuracy, from 30 % of a run on, and looks for a cause only where that is low.
 */
import type { DynamicCode } from "@kaviar/nn";
import { areFinite, norm } from "./numbers.ts";
import type { Observation } from "./observe.ts";

type Symptom = "explode" | "relu" | "vanish" | "slow" | "unstable";

/** The diseases that a symptom may be said to have named. */
export const autotrainerNames: Readonly<Record<Symptom, readonly DynamicCode[]>> = {
  explode: ["exploding-gradient", "not-a-number", "rate-too-high"],
  relu: ["dying-relu", "dead-units", "symmetric-units"],
  vanish: ["vanishing-gradient", "saturation"],
  slow: ["rate-too-low", "plateau", "not-learning", "underfitting", "rate-too-high", "majority-class"],
  unstable: ["oscillation", "rate-too-high"],
};

const largest = (numbers: readonly number[]): number => Math.max(0, ...numbers);

const risesOf = (numbers: readonly number[]): readonly number[] =>
  numbers.slice(1).map((each, i) => each - numbers[i]!);

/** Turning points come in pairs that are ζ apart, in η of the epochs. */
const isUnstable = (accuracies: readonly number[]): boolean => {
  const inner = accuracies.slice(1, -1).map((each, i) => [accuracies[i]!, each, accuracies[i + 2]!] as const);
  const tops = inner.filter(([before, each, after]) => each >= before && each >= after).map(([, each]) => each);
  const bottoms = inner.filter(([before, each, after]) => each <= before && each <= after).map(([, each]) => each);
  const apart = tops.filter((top, i) => i < bottoms.length && top - bottoms[i]! >= 0.03).length;
  return apart >= 0.2 * accuracies.length;
};

/** What it says after the last look of those so far. */
export const autotrainer = (all: readonly Observation[]): readonly Symptom[] => {
  const seen = all.slice(1);
  const now = seen.at(-1);
  if (!now) return [];
  const hasBroken =
    !Number.isFinite(now.loss) ||
    (now.validationLoss ?? 0) >= 1e5 ||
    now.parameters.some(({ weight, gradient }) => !areFinite(weight) || !areFinite(gradient));
  if (hasBroken) return ["explode"];
  const accuracies = seen.flatMap(({ accuracy }) => accuracy ?? []);
  if (accuracies.length === 0 || now.part < 0.3) return [];
  const others = seen.flatMap(({ validationAccuracy }) => validationAccuracy ?? []);
  const held = others.length > 0 ? others : accuracies;
  const isSlow = largest(risesOf(held)) < 0.01 && largest(risesOf(accuracies)) < 0.01;
  const isLow = Math.min(largest(held), largest(accuracies)) < 0.7;
  if (!isLow && !isSlow) return isUnstable(accuracies) ? ["unstable"] : [];
  const looks = seen.map(({ parameters }) => {
    const kernels = parameters.filter(({ path }) => /(weight|kernel)$/.test(path));
    const [first, end] = [kernels[0], kernels.at(-1)].map((kernel) => (kernel ? norm(kernel.gradient) : 0));
    const sizes = parameters.map(({ gradient }) => gradient.length);
    const zeros = parameters.map(({ gradient }) => gradient.filter((each) => each === 0).length);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    return { first: first!, ratio: first! / end!, zeros: sum(zeros) / sum(sizes) };
  });
  if (looks.some(({ zeros }) => zeros >= 0.7)) return ["relu"];
  if (looks.some(({ ratio }) => ratio > 70)) return ["explode"];
  if (looks.some(({ ratio, first }) => ratio < 1e-3 && first < 1e-4)) return ["vanish"];
  return isSlow ? ["slow"] : [];
};
