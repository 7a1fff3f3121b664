import { ownerOf } from "../../parameters/parameters.ts";
import { mixingWeights } from "../chart/anatomy.ts";
import type { Chart } from "../chart/chart.ts";
import type { Checkup } from "../checkup/checkup.ts";
import { createRule } from "../contract/rule.ts";
import { atLayer, short } from "./contract/wording.ts";

export const vanishingGradient = createRule({
  about: {
    name: "Vanishing gradient",
    formula: "∂ℓ/∂h₁ = Π_l W_lᵀ diag f′(z_l) · ∂ℓ/∂h_L, with factors below 1",
    use: "the first layers get next to no gradient, and learn a thousand times slower than the last ones",
    pitfall:
      "sigmoid or tanh in many hidden layers (σ′ ≤ ¼), weights that begin too small; a net that has learned all there is has small gradients everywhere, which is another thing",
    reference: "Hochreiter 1991; Glorot & Bengio 2010",
  },
  thresholds: { ratio: 1e-3 },
  remedies: ["relu-family", "batch-norm", "fitting-initializer", "residual", "gated-recurrence"],
  look: (chart, { ratio }) => {
    const last = chart.checkups.at(-1);
    const small = last && smallness(chart, last);
    if (!small || small.share >= ratio) return undefined;
    const since = chart.checkups.find((checkup) => (smallness(chart, checkup)?.share ?? 1) < ratio)!.step;
    const { first, other } = small;
    return {
      layer: first.path,
      since,
      evidence: `The gradient of ${atLayer(first.path)} is ${short(first.gradient)} and that of ${atLayer(other.path)} ${short(other.gradient)}: the first layer learns ${short(other.gradient / first.gradient)} times slower.`,
    };
  },
});

/** The gradient of the first weights beside the largest of any other layer's. */
const smallness = (chart: Chart, checkup: Checkup) => {
  const weights = mixingWeights(chart, checkup);
  const [first] = weights;
  if (!first || weights.length < 3) return undefined;
  // Biases too: where weights are small everywhere, theirs is the only gradient that is left.
  const others = checkup.parameters.filter(({ path }) => ownerOf(path) !== ownerOf(first.path));
  const other = others.reduce((most, each) => (each.gradient > most.gradient ? each : most));
  return other.gradient > 0 ? { first, other, share: first.gradient / other.gradient } : undefined;
};
