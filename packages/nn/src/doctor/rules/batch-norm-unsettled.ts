import { underWay } from "../chart/anatomy.ts";
import { referenceLoss } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const batchNormUnsettled = createRule({
  about: {
    name: "Batch norm has not settled",
    formula: "running mean and variance ≠ those of a batch",
    use: "the same rows have a far higher loss as prediction sees them than as training does: the running averages are not there yet",
    pitfall:
      "few steps, an average with a long memory, or tiny batches; dropout makes a difference the other way round",
    reference: "Ioffe & Szegedy 2015",
  },
  thresholds: { times: 2, part: 0.2 },
  remedies: ["faster-averages", "larger-batch", "more-epochs"],
  look: (chart, { times, part }) => {
    const [before, last] = underWay(chart).slice(-2);
    if (!last || ![...chart.layers.values()].some(({ kind }) => kind === "batchNorm")) return undefined;
    const reference = referenceLoss(chart);
    const isOff = ({ loss, settledLoss }: { readonly loss: number; readonly settledLoss: number }) =>
      settledLoss > times * loss && settledLoss - loss > part * Math.abs(reference);
    if (!isOff(last) || !isOff(before!)) return undefined;
    return {
      evidence: `The same rows have a loss of ${short(last.loss)} with the batch's own statistics and of ${short(last.settledLoss)} with the running ones.`,
      isCertain: last.settledLoss > reference,
    };
  },
});
