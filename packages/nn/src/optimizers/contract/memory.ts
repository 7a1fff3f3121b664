import { share } from "@kaviar/base/check";

/** How much of a running average stays from step to step: the betas of Adam and its kin, momentum. */
export const memory = share.remedy(
  "It is the share of what was that stays: 0.9 remembers about the last 10 steps, 0.99 the last 100.",
);
