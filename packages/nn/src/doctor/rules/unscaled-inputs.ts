import { asLayer } from "../../layers/contract/function-layer.ts";
import type { Admission } from "../chart/chart.ts";
import { createRule } from "../contract/rule.ts";
import { hasRole } from "../kinds/layers.ts";
import { short } from "./contract/wording.ts";

export const unscaledInputs = createRule({
  about: {
    name: "Unscaled inputs",
    formula: "s_j ≫ 1 or max_j s_j ≫ min_j s_j",
    use: "features are large, or some are a hundred times as large as others: one rate cannot fit all of their weights",
    pitfall: "what scales must be learned from rows of training alone: normalize() does, as the first layer",
    reference: "LeCun et al. 1998, Efficient BackProp",
  },
  thresholds: { size: 10, ratio: 100 },
  remedies: ["normalize-inputs"],
  look: (chart, { size, ratio }) => {
    const { inputs } = chart;
    if (!inputs || scalesItself(chart)) return undefined;
    const moving = inputs.features.filter(({ deviation }) => deviation > 0);
    const reach = ({ mean, deviation }: (typeof moving)[number]) => Math.abs(mean) + deviation;
    const [largest] = [...moving].sort((a, b) => reach(b) - reach(a));
    const [smallest] = [...moving].sort((a, b) => reach(a) - reach(b));
    if (!largest || !smallest || reach(largest) < size) return undefined;
    const spread = reach(largest) / reach(smallest);
    return {
      evidence: `A feature goes as far as ${short(reach(largest))}${spread > ratio ? `, ${short(spread)} times as far as another` : ""}; around 1 is what a net expects.`,
    };
  },
});

/** Whether the first layer brings inputs to one scale. */
const scalesItself = ({ layers }: Admission): boolean => {
  let layer = layers.get("")!;
  for (;;) {
    if (hasRole(layer.kind, "scaling", "lookup")) return true;
    const [first] = Object.values(layer.children ?? {});
    if (first === undefined) return false;
    layer = asLayer(first);
  }
};
