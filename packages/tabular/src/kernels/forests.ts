import type { PartOfJob } from "./crew.ts";

/** The function of `kernels/forests.ts`: what it does stands there. Its twin is `src/trees/growing/grow-tree.ts`. */
export interface ForestKernel {
  readonly growTrees: PartOfJob;
}
