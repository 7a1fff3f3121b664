import { hiddenOf, underWay } from "../chart/anatomy.ts";
import { createRule } from "../contract/rule.ts";
import { isRectifier } from "../kinds/activations.ts";
import { atLayer, percent } from "./contract/wording.ts";

export const dyingRelu = createRule({
  about: {
    name: "Dying ReLU",
    formula: "z = w·x + b < 0 for every row: relu(z) = 0, ∂ℓ/∂w = 0",
    use: "units of a ReLU say 0 whatever they are shown: no gradient reaches their weights, so they never come back",
    pitfall:
      "a step that was too long pushes the bias far below 0; some silent units are nothing to worry about, and are what makes ReLU nets sparse",
    reference: "Lu et al. 2020, Dying ReLU and initialization",
  },
  thresholds: { share: 0.5, more: 0.25, most: 0.9 },
  remedies: ["lower-rate", "leaky-relu", "fitting-initializer", "batch-norm"],
  look: (chart, { share, more, most }) => {
    const [last, before] = underWay(chart).slice(-2).reverse();
    if (!last) return undefined;
    // In deep nets half of the units may be off from the start: rows look alike there. Dying is what comes after.
    const atFirst = new Map(hiddenOf(chart, chart.checkups[0]!, isRectifier).map(({ path, silent }) => [path, silent]));
    const silent = hiddenOf(chart, last, isRectifier).filter(
      (layer) => layer.silent >= most || layer.silent >= Math.max(share, (atFirst.get(layer.path) ?? 0) + more),
    );
    const [worst] = [...silent].sort((a, b) => b.silent - a.silent);
    if (
      !worst ||
      (before && !hiddenOf(chart, before, isRectifier).some((o) => o.path === worst.path && o.silent >= share))
    )
      return undefined;
    return {
      layer: worst.path,
      evidence: `${percent(worst.silent)} of the ${worst.units} units of ${atLayer(worst.path)} say 0 for every row of a batch${silent.length > 1 ? `, and ${silent.length - 1} more layers are over ${percent(share)}` : ""}.`,
      // Behind a layer without a single live unit nothing changes any more.
      isCertain: worst.silent === 1 && worst.units > 1,
    };
  },
});
