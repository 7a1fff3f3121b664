import { choice, float, log } from "@kaviar/tune";
import { defineTraining } from "../contract/training-space.ts";
import { batchFor } from "./plain-training.ts";

/** How networks for tables are trained: slower than others, and with more decay, since rows are soon known by heart. */
export const tableTraining = defineTraining<"table">()({
  space: () => ({
    rate: log(3e-4, 6e-3, { tag: "training" }),
    decay: log(3e-3, 1, { tag: "training" }),
    batch: choice([16, 32, 64, 128, 256], { tag: "training" }),
    smoothing: float(0, 0.2, { tag: "training" }),
  }),
  recipes: ({ rows, target }) => [
    { rate: 2e-3, decay: 0.1, batch: batchFor(rows), smoothing: target === "classes" ? 0.05 : 0 },
  ],
  before: () => [],
});
