import { underWay, updateRatio } from "../chart/anatomy.ts";
import { graceOf } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { percent, short } from "./contract/wording.ts";

export const rateTooLow = createRule({
  about: {
    name: "Learning rate too low",
    formula: "‖ηu‖/‖θ‖ ≪ 10⁻³",
    use: "the loss falls steadily and hardly at all: at this pace the run ends long before it has learned anything",
    pitfall: "near the end of a schedule small steps are what they should be",
    reference: "Smith 2017",
  },
  thresholds: { ratio: 2e-4, progress: 0.1, long: 0.1 },
  remedies: ["raise-rate", "more-epochs", "momentum"],
  look: (chart, { ratio, progress, long }) => {
    const { losses, plannedSteps, checkups } = chart;
    const [first, last] = [checkups[0], underWay(chart).at(-1)];
    if (!first || !last || losses.length < graceOf(chart)) return undefined;
    const step = updateRatio(chart, last);
    if (!(step < ratio)) return undefined;
    // Where steps were long once, they are short because no gradient is left: that rate was too high.
    if (checkups.some((checkup) => updateRatio(chart, checkup) > long)) return undefined;
    // The same rows at the beginning and now: no batch is luckier than the other.
    const gained = (first.settledLoss - last.settledLoss) / Math.abs(first.settledLoss);
    const whole = Number.isNaN(plannedSteps) ? 2 * last.step : plannedSteps;
    const inTheEnd = (gained * whole) / last.step;
    if (gained > progress || inTheEnd > 3 * progress) return undefined;
    return {
      evidence: `A step changes the weights by ${percent(step)} of their size; in ${last.step} steps the loss of the same rows went from ${short(first.settledLoss)} to ${short(last.settledLoss)}.`,
      // Nothing moves, however good the model was before.
      isCertain: step < ratio / 20 && inTheEnd < progress / 10,
    };
  },
});
