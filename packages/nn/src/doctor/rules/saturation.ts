import { hiddenOf } from "../chart/anatomy.ts";
import { createRule } from "../contract/rule.ts";
import { isBounded } from "../kinds/activations.ts";
import { atLayer, percent } from "./contract/wording.ts";

export const saturation = createRule({
  about: {
    name: "Saturated units",
    formula: "σ′(z) = y(1 − y) < 0.01, tanh′(z) = 1 − y² < 0.04",
    use: "units of a bounded activation stand at their bounds, where its slope is next to 0: hardly any gradient passes them",
    pitfall:
      "weights that began too large, inputs that are not scaled, or a rate that is too high; gates of an LSTM may well be saturated",
    reference: "Glorot & Bengio 2010",
  },
  thresholds: { share: 0.5 },
  remedies: ["normalize-inputs", "fitting-initializer", "relu-family", "batch-norm", "lower-rate"],
  look: (chart, { share }) => {
    const last = chart.checkups.at(-1);
    if (!last) return undefined;
    const full = hiddenOf(chart, last, isBounded).filter(({ saturated }) => saturated >= share);
    const [worst] = [...full].sort((a, b) => b.saturated - a.saturated);
    return (
      worst && {
        layer: worst.path,
        evidence: `${percent(worst.saturated)} of what ${atLayer(worst.path)} says is at the bounds of its ${worst.kind}, where the slope is next to 0${full.length > 1 ? ` (${full.length} layers are over ${percent(share)})` : ""}.`,
      }
    );
  },
});
