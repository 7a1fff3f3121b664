import type { Landscape } from "../../landscape/landscape.ts";
import { short } from "./wording.ts";

/** The rate of a step that goes straight down the gradient; other steps have none to speak of. */
const plainRate = ({ gradientNorm, stepNorm, gain }: Landscape): number | undefined =>
  gain > 0.999 * gradientNorm * stepNorm ? stepNorm / gradientNorm : undefined;

/** How a step compares with the curvature around, in words; nothing where nobody has looked. */
export const steepness = (around: Landscape | undefined): string => {
  if (!around || !(around.largestEigenvalue > 0)) return "";
  const { largestEigenvalue, overshoot } = around;
  const rate = plainRate(around);
  if (rate !== undefined && rate * largestEigenvalue > 2)
    return ` The rate times the largest eigenvalue of the Hessian is ${short(rate * largestEigenvalue)}: above 2 steps grow.`;
  return overshoot > 2
    ? ` Along a step the curvature takes back ${short(overshoot / 2)} times what its slope promises.`
    : "";
};
