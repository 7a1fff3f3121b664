import { law } from "@kaviar/base/check";

/** How much of a running average stays from step to step: the betas of Adam and its kin, momentum. */
export const memory = law<number>(
  "at least 0 and less than 1",
  (x) => typeof x === "number" && x >= 0 && x < 1,
  "It is the share of what was that stays: 0.9 remembers about the last 10 steps, 0.99 the last 100.",
);
