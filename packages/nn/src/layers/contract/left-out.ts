import { share } from "@kaviar/base/check";

/** A share of something that is left out in training. */
export const leftOut = share.remedy(
  "0.2 to 0.5 is usual, and 1 would leave nothing. A share is no percentage: 50 % is 0.5.",
);
