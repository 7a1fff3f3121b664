import type { Problem } from "../problem.ts";
import type { Choice } from "../recommendation.ts";

const [smallest, largest] = [8, 256];

/** A power of two near the root of the number of rows. */
export const batchSize = ({ rows }: Problem): Choice & { readonly size: number } => {
  const size = Math.min(largest, Math.max(smallest, 2 ** Math.round(Math.log2(Math.sqrt(rows)))));
  const steps = Math.ceil((0.8 * rows) / size);
  return {
    size,
    choice: String(size),
    why: `About the root of ${rows} rows: ${steps} steps an epoch, each of rows enough for a gradient that points the right way.`,
    instead: [
      { choice: String(size * 4), when: "an epoch takes too long: the rate may then be higher too" },
      { choice: '"all"', when: "rows are few and the optimizer is to see no noise" },
    ],
    topic: "mini-batch",
  };
};
