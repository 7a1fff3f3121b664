import { law } from "@kaviar/base/check";

/** A share of something that is left out in training. */
export const leftOut = law<number>(
  "at least 0 and less than 1",
  (x) => typeof x === "number" && x >= 0 && x < 1,
  "0.2 to 0.5 is usual, and 1 would leave nothing. A share is no percentage: 50 % is 0.5.",
);
