import type { Cost } from "./cost.ts";

/** Rows in a run of prediction: what lies between the layers stays within the caches' reach, and memory. */
export const rowsAtOnce = ({ activations }: Cost): number =>
  Math.max(16, Math.min(2048, Math.floor(2 ** 24 / Math.max(1, activations))));
