import type { DynamicCode } from "../contract/finding.ts";

/** What follows when nothing is learned, whatever the reason. */
export const standstill: readonly DynamicCode[] = ["plateau", "not-learning", "majority-class", "underfitting"];

/**
 * What each disease brings about: where the cause is found, and was there no later, what it brings about is not reported.
 * Of two that may bring about each other, the one that was there first is the cause.
 */
export const bringsAbout: { readonly [Code in DynamicCode]?: readonly DynamicCode[] } = {
  "symmetric-units": [...standstill, "saddle", "dead-units", "dying-relu", "vanishing-gradient", "rate-too-low"],
  "exploding-gradient": [...standstill, "rate-too-high", "oscillation", "dying-relu", "dead-units", "saturation"],
  "rate-too-high": [
    ...standstill,
    "exploding-gradient",
    "oscillation",
    "dying-relu",
    "dead-units",
    "saturation",
    "vanishing-gradient",
    "batch-norm-unsettled",
    "covariate-shift",
    "batch-too-small",
  ],
  "unscaled-inputs": [
    ...standstill,
    "rate-too-high",
    "exploding-gradient",
    "oscillation",
    "dying-relu",
    "dead-units",
    "saturation",
    "vanishing-gradient",
  ],
  "dying-relu": [...standstill, "saddle", "dead-units", "vanishing-gradient"],
  saturation: [...standstill, "dead-units"],
  "vanishing-gradient": [...standstill, "saddle", "rate-too-low", "dead-units", "dying-relu"],
  "dead-units": [...standstill],
  "rate-too-low": [...standstill],
  saddle: [...standstill, "rate-too-low", "batch-too-large"],
  "batch-too-small": [...standstill, "oscillation", "batch-norm-unsettled"],
  "covariate-shift": [...standstill, "oscillation"],
  "class-imbalance": ["majority-class", "plateau", "not-learning", "underfitting"],
  "majority-class": ["plateau", "not-learning", "underfitting"],
  overfitting: ["overtraining"],
  oscillation: ["plateau"],
  "batch-too-large": ["rate-too-low", "underfitting", "plateau"],
  "input-shift": ["overfitting", "overtraining"],
  underfitting: [
    "plateau",
    "not-learning",
    "majority-class",
    "rate-too-high",
    "dead-units",
    "dying-relu",
    "saturation",
  ],
  "not-a-number": ["not-learning", "plateau"],
  plateau: ["not-learning"],
};
