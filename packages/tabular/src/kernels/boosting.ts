import { addLeaves, walk } from "./boosting/answers.ts";
import { assignBins } from "./boosting/assign-bins.ts";
import { logistic, softmax } from "./boosting/gradients.ts";
import { grow, total } from "./boosting/grow.ts";
import { memoryView, type TwinOfPart } from "./boosting/memory-view.ts";
import { gather, part } from "./boosting/part-rows.ts";
import type { PartOfJob } from "./crew.ts";
import type { KernelMemory } from "./web-assembly.ts";

const twins = { assignBins, total, grow, part, gather, logistic, softmax, addLeaves, walk };

/** The functions of `kernels/boosting.ts`: what each does stands there. */
export type BoostingKernel = { readonly [Name in keyof typeof twins]: PartOfJob };

/** The same in plain TypeScript, on the same memory. */
export const plainBoosting = (memory: KernelMemory): BoostingKernel => {
  const view = memoryView(memory);
  const bound =
    (twin: TwinOfPart): PartOfJob =>
    (job, part, parts) =>
      twin(view, job, part, parts);
  return {
    assignBins: bound(assignBins),
    total: bound(total),
    grow: bound(grow),
    part: bound(part),
    gather: bound(gather),
    logistic: bound(logistic),
    softmax: bound(softmax),
    addLeaves: bound(addLeaves),
    walk: bound(walk),
  };
};
