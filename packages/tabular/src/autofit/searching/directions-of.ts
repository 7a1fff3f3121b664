import type { Metric } from "@kaviar/nn";
import type { Direction } from "@kaviar/tune";

/** Of the score, the parts and the work of a pipeline. */
export const directionsOf = ({ better }: Metric): readonly Direction[] => [
  better === "higher" ? "maximize" : "minimize",
  "minimize",
  "minimize",
];
