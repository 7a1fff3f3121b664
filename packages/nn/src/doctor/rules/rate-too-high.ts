import { hiddenOutputs, underWay, updateRatio } from "../chart/anatomy.ts";
import type { Chart } from "../chart/chart.ts";
import { graceOf, hasStalled, outcomeOf, recentLoss, referenceLoss, timesAbove } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { steepness } from "./contract/steepness.ts";
import { percent, short } from "./contract/wording.ts";

export const rateTooHigh = createRule({
  about: {
    name: "Learning rate too high",
    formula: "η > 2/λ_max: the step lands further from the minimum than it began",
    use: "the loss jumps up, or up and down without falling: steps are longer than the valley is wide",
    pitfall: "it kills ReLUs and saturates units as well, which then are what is seen: the rate is the cause",
    reference: "Goodfellow et al. 2016, 11.4.1",
  },
  thresholds: { ratio: 0.1, jump: 0.5, rise: 1.5, part: 0.02 },
  remedies: ["lower-rate", "warm-up", "clip-gradients", "decay-rate"],
  look: (chart, { ratio, jump, rise, part }) => {
    const { losses, broken } = chart;
    if (losses.length < 5 && broken === undefined) return undefined;
    const recent = recentLoss(chart);
    const start = Math.max(referenceLoss(chart), losses[0]!);
    const outcome = outcomeOf(chart);
    const around = chart.landscapes.at(-1);
    const steep = steepness(around);
    // What the first steps threw away does not come back, however short the steps are that follow.
    const early = chart.checkups.slice(0, 3).find((checkup) => updateRatio(chart, checkup) > jump);
    const since = early ? { since: early.step } : {};
    if (outcome === "diverging")
      return {
        ...since,
        evidence: `The loss rose from ${short(losses[0]!)} to ${short(recent)}.${steep}`,
        isCertain: true,
      };
    if (early && (outcome === "no-better-than-constant" || broken !== undefined || hasDied(chart)))
      return {
        ...since,
        evidence: `A step changed the weights by ${percent(updateRatio(chart, early))} of their size at the beginning, and the loss is ${short(broken ?? recent)} (${short(losses[0] ?? start)} at first).${steep}`,
      };
    const up = around && around.step > 0 ? around.changeByAll : Number.NaN;
    if (around && up > part * Math.abs(referenceLoss(chart)) && hasStalled(chart))
      return {
        since: around.step,
        evidence: `A step made of many rows raised the loss of these very rows by ${short(up)}.${steep}`,
      };
    const steps = underWay(chart).map((checkup) => updateRatio(chart, checkup));
    const last = steps.at(-1);
    if (last === undefined || !(last > ratio)) return undefined;
    // Long first steps are how a net that begins small grows; what counts is that they stay long and bring nothing.
    const isLong =
      losses.length >= graceOf(chart) && (outcome === "no-better-than-constant" || recent > timesAbove(start, rise));
    return isLong
      ? {
          evidence: `A step changes the weights by ${percent(last)} of their size, and the loss is ${short(recent)} still (${short(start)} at first).${steep}`,
        }
      : undefined;
  },
});

/** A hidden layer whose units told rows apart before the first step, and do no more. */
const hasDied = (chart: Chart): boolean => {
  const [first, last] = [chart.checkups[0], underWay(chart).at(-1)];
  if (!first || !last) return false;
  const alive = new Map(hiddenOutputs(chart, first).map(({ path, constant }) => [path, constant < 0.5]));
  return hiddenOutputs(chart, last).some(({ path, constant, units }) => units > 1 && constant === 1 && alive.get(path));
};
