import type { Case } from "./case.ts";
import { data } from "./data.ts";
import { fits } from "./fits.ts";
import { signals } from "./signals.ts";
import { steps } from "./steps.ts";

export type { Case, Diagnosis } from "./case.ts";

/** All cases, in an order that gives nothing away. */
export const cases: readonly Case[] = [
  signals.dying,
  steps.tooLow,
  fits.overfitting,
  steps.healthy,
  signals.vanishing,
  data.units,
  steps.tooHigh,
  data.rare,
  signals.symmetric,
  fits.noise,
  signals.saturated,
  fits.underfitting,
  data.labels,
  signals.exploding,
];
