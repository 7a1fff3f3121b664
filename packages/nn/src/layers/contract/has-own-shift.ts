import type { AnyLayer } from "./layer.ts";

/** Does the next layer subtract the mean of its input and add a shift of its own? A bias before it would do nothing. */
export const hasOwnShift = (following: readonly AnyLayer[] = []): boolean =>
  following[0]?.kind === "batchNorm" &&
  following[0].options?.shift !== false &&
  // Along another axis than the features' it leaves a bias in.
  following[0].options?.axis === undefined;
