import { hasStalled, referenceLoss } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const saddle = createRule({
  about: {
    name: "Saddle point",
    formula: "g ≈ 0, λ_min(H) < 0 < λ_max(H)",
    use: "the gradient is next to 0, and the loss falls to both sides of where the run stands: there is a way down that the gradient does not show yet",
    pitfall:
      "weights that begin next to 0 stand on one; any net has some negative curvature while it learns, so what counts is a gradient that is lost in its noise",
    reference: "Dauphin et al. 2014, Identifying and attacking the saddle point problem",
  },
  thresholds: { share: 0.2, rows: 100 },
  remedies: ["fitting-initializer", "momentum", "raise-rate", "batch-norm"],
  look: (chart, { share, rows }) => {
    const { landscapes, reach } = chart;
    const around = landscapes.at(-1);
    if (!around || around.step === 0 || !hasStalled(chart)) return undefined;
    // Where there is nothing to learn, the ways down are those to learning some rows by heart.
    if (reach !== undefined && reach > 0.9 * referenceLoss(chart)) return undefined;
    const { smallestEigenvalue: least, largestEigenvalue: most, gradientNorm, criticalBatch } = around;
    // What rows agree about is less than what they differ in, even over many of them.
    if (!(least < -share * most) || !(criticalBatch > rows)) return undefined;
    return {
      since: landscapes.find(({ step }) => step > 0)!.step,
      evidence: `The gradient is ${short(gradientNorm)}, no more than what differs from row to row; the Hessian has eigenvalues from ${short(least)} to ${short(most)}: along one direction the loss falls to both sides.`,
    };
  },
});
