import { graceOf, referenceLoss } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { percent, short } from "./contract/wording.ts";

export const batchTooLarge = createRule({
  about: {
    name: "Batch too large",
    formula: "B ≫ B_crit = tr Σ/|g|²: twice the rows, the same step",
    use: "batches are so large that steps are few and hardly differ: the run ends while the loss still falls",
    pitfall:
      "a rate that grows with the batch makes up for some of it; with rows to spare and time to wait nothing is wrong",
    reference: "McCandlish et al. 2018, An empirical model of large-batch training",
  },
  thresholds: { part: 0.25, rows: 200, steps: 200, end: 0.5, early: 0.3 },
  remedies: ["smaller-batch", "raise-rate", "more-epochs"],
  look: (chart, { part, rows, steps, end, early }) => {
    const { batch, losses, plannedSteps, checkups } = chart;
    if (batch < part * chart.rows || chart.rows < rows || !(plannedSteps <= steps)) return undefined;
    const settled = checkups.map(({ settledLoss }) => settledLoss);
    const [first, last] = [checkups[0], checkups.at(-1)];
    // Of ten steps in all, three say as much as thirty of a hundred.
    const least = Math.min(graceOf(chart), Math.ceil(early * plannedSteps));
    if (!first || !last || settled.length < Math.min(4, least) || losses.length < least) return undefined;
    // Each look at the same rows finds them better: there is nothing to average over, only steps to take.
    const isFalling = settled.every((loss, i) => i === 0 || loss < settled[i - 1]!);
    const pace = (first.settledLoss - last.settledLoss) / last.step;
    const inTheEnd = first.settledLoss - pace * plannedSteps;
    if (!isFalling || inTheEnd < end * referenceLoss(chart)) return undefined;
    const critical = chart.landscapes.at(-1)?.criticalBatch;
    const worth =
      critical !== undefined && critical < batch
        ? ` More than ${short(critical)} rows hardly make a gradient better.`
        : "";
    return {
      evidence: `A batch has ${percent(batch / chart.rows)} of the rows, so there are ${plannedSteps} steps; the loss falls by ${short(pace)} a step, and at this pace it will be ${short(inTheEnd)} at the end.${worth}`,
      isRemark: true,
    };
  },
});
