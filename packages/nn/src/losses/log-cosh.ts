import { customDerivative, type Tensor } from "@kaviar/tensor";
import { createLoss } from "./contract/create-loss.ts";

/**
 * log cosh e: log(1 + 2 sinh²(e/2)) near 0, where |e| + log(1 + e^{−2|e|}) − log 2 would cancel, and that beyond.
 * d/de = tanh e
 */
const logCoshOf = customDerivative(
  (e: Tensor): Tensor => {
    const size = e.abs();
    const near = size.less(1);
    const sinh = size.minimum(1).mul(0.5).sinh();
    const line = near.where(0, size.sub(Math.LN2));
    return line.add(near.where(sinh.square().mul(2), size.mul(-2).exp()).log1p());
  },
  (d, _, e) => [d.mul(e.tanh())],
);

/** log cosh(ŷ − y), averaged over the last axis. */
export const logCosh = createLoss(
  "logCosh",
  {
    target: "values",
    about: {
      name: "Log-cosh",
      formula: "log cosh(ŷ − y)",
      range: "[0, ∞)",
      use: "as Huber's with δ = 1, and smooth everywhere",
      pitfall: "its turn from parabola to line is at 1, in the units of the target: scale the target",
      reference: "Green 1990",
      seeAlso: ["huber", "meanSquaredError"],
    },
  },
  (prediction, target) => logCoshOf(prediction.sub(target)).mean(-1),
);
