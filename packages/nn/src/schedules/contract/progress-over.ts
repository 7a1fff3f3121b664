import type { Tensor } from "@kaviar/tensor";
import type { Progress } from "./schedule.ts";

/** How much of a stretch is done, in [0, 1]: `steps` steps from step `start` on. */
export const progressOver = ({ step }: Progress, steps: Tensor, start?: Tensor): Tensor =>
  (start ? step.sub(start) : step).div(steps.maximum(1)).clip(0, 1);

/** Half a cosine, from 1 at 0 to 0 at 1. */
export const halfCosine = (progress: Tensor): Tensor => progress.mul(Math.PI).cos().add(1).mul(0.5);
