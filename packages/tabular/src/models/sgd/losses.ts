/** What a score costs where another was wanted, and how that changes with the score. */
export interface Loss {
  value(y: number, score: number): number;
  slope(y: number, score: number): number;
}

/** Largest slope taken: steps beyond it only overflow. */
const steepest = 1e12;

export const slopeOf = (loss: Loss, y: number, score: number): number =>
  Math.min(Math.max(loss.slope(y, score), -steepest), steepest);

/** By the sign y of the own class; `perceptron` forgives what is on the right side, `hinge` asks for a distance of 1. */
const hinge = (threshold: number): Loss => ({
  value: (y, score) => Math.max(0, threshold - y * score),
  slope: (y, score) => (y * score <= threshold ? -y : 0),
});

const outside = (error: number, epsilon: number): number => Math.max(0, Math.abs(error) - epsilon);

export const lossNames = [
  "hinge",
  "log",
  "modifiedHuber",
  "squaredHinge",
  "perceptron",
  "squared",
  "huber",
  "epsilonInsensitive",
  "squaredEpsilonInsensitive",
] as const;

export type LossName = (typeof lossNames)[number];

/** Those that make sense of numbers too. */
export const ofNumbers: readonly LossName[] = ["squared", "huber", "epsilonInsensitive", "squaredEpsilonInsensitive"];

export const losses: { readonly [Name in LossName]: (epsilon: number) => Loss } = {
  hinge: () => hinge(1),
  perceptron: () => hinge(0),
  log: () => ({
    value: (y, score) => Math.log1p(Math.exp(-Math.abs(score))) + Math.max(0, -y * score),
    slope: (y, score) => -y / (1 + Math.exp(y * score)),
  }),
  squaredHinge: () => ({
    value: (y, score) => Math.max(0, 1 - y * score) ** 2,
    slope: (y, score) => -2 * y * Math.max(0, 1 - y * score),
  }),
  modifiedHuber: () => ({
    value: (y, score) => (y * score < -1 ? -4 * y * score : Math.max(0, 1 - y * score) ** 2),
    slope: (y, score) => (y * score < -1 ? -4 * y : -2 * y * Math.max(0, 1 - y * score)),
  }),
  squared: () => ({ value: (y, score) => 0.5 * (score - y) ** 2, slope: (y, score) => score - y }),
  huber: (epsilon) => ({
    value: (y, score) => {
      const error = Math.abs(score - y);
      return error <= epsilon ? 0.5 * error * error : epsilon * error - 0.5 * epsilon * epsilon;
    },
    slope: (y, score) => Math.min(Math.max(score - y, -epsilon), epsilon),
  }),
  epsilonInsensitive: (epsilon) => ({
    value: (y, score) => outside(score - y, epsilon),
    slope: (y, score) => (outside(score - y, epsilon) > 0 ? Math.sign(score - y) : 0),
  }),
  squaredEpsilonInsensitive: (epsilon) => ({
    value: (y, score) => outside(score - y, epsilon) ** 2,
    slope: (y, score) => 2 * Math.sign(score - y) * outside(score - y, epsilon),
  }),
};
