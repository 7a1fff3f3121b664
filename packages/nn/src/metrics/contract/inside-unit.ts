import { law } from "@kaviar/base/check";

/** A quantile: 0 and 1 themselves would ask for the smallest and the largest target there could be. */
export const insideUnit = law<number>(
  "above 0 and below 1",
  (x) => typeof x === "number" && x > 0 && x < 1,
  "0.5 is the median, 0.9 lies above nine of ten targets.",
);
