import { mixingWeights } from "../chart/anatomy.ts";
import type { Checkup } from "../checkup/checkup.ts";
import { createRule } from "../contract/rule.ts";
import { atLayer, short } from "./contract/wording.ts";

export const explodingGradient = createRule({
  about: {
    name: "Exploding gradient",
    formula: "‖∂ℓ/∂W‖ ≫ ‖W‖, growing from layer to layer on its way back",
    use: "gradients are so large that a step of them throws the weights far away",
    pitfall:
      "deep or recurrent nets with weights that begin too large; targets or inputs with large numbers do the same to a shallow one",
    reference: "Pascanu et al. 2013",
  },
  thresholds: { ratio: 100, step: 0.05, growth: 10 },
  remedies: ["clip-gradients", "fitting-initializer", "batch-norm", "lower-rate", "gated-recurrence"],
  look: (chart, { ratio, step, growth }) => {
    const worstIn = (checkup: Checkup) =>
      mixingWeights(chart, checkup)
        .filter(({ weight, gradient }) => weight > 0 && !(gradient <= ratio * weight))
        .sort((a, b) => b.gradient / b.weight - a.gradient / a.weight)[0];
    const last = chart.checkups.at(-1);
    const worst = last && worstIn(last);
    if (!worst) return undefined;
    // A loss of large numbers has large gradients, which an optimizer that rescales them makes usual steps of: nothing explodes
    // where they do not grow on their way back either.
    const end = mixingWeights(chart, last).at(-1)!;
    const isThrown = !(worst.update <= step * worst.weight);
    const isGrown = !(worst.gradient / worst.weight <= (growth * end.gradient) / end.weight);
    if (!isThrown && !isGrown) return undefined;
    return {
      layer: worst.path,
      // From the first step on it is the weights that are too large; later it may be the rate.
      since: chart.checkups.find((checkup) => worstIn(checkup) !== undefined)!.step,
      evidence: `The gradient of ${atLayer(worst.path)} is ${short(worst.gradient)}, ${short(worst.gradient / worst.weight)} times as large as its weights.`,
    };
  },
});
