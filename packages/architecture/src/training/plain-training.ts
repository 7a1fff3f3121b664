import { choice, float, log } from "@kaviar/tune";
import type { Kind } from "../contract/facts.ts";
import { defineTraining } from "../contract/training-space.ts";

/** What is searched about every training. */
export const commonSpace = {
  rate: log(1e-3, 0.012, { tag: "training" }),
  decay: log(3e-3, 0.1, { tag: "training" }),
  batch: choice([16, 32, 64, 128], { tag: "training" }),
  smoothing: float(0, 0.2, { tag: "training" }),
};

/** Few rows are seen in small batches: otherwise an epoch has hardly a step. */
export const batchFor = (rows: number): 16 | 32 | 64 | 128 =>
  rows < 300 ? 16 : rows < 2000 ? 32 : rows < 20_000 ? 64 : 128;

/** Rows as they come, in batches: what networks for sequences and texts are trained by. */
export const plainTraining = <K extends Kind>() =>
  defineTraining<K>()({
    space: () => commonSpace,
    recipes: ({ rows, target }) => [
      { rate: 3e-3, decay: 0.02, batch: batchFor(rows), smoothing: target === "classes" ? 0.05 : 0 },
    ],
    before: () => [],
  });
