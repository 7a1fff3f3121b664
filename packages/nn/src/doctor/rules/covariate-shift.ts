import { hiddenOutputs } from "../chart/anatomy.ts";
import { hasStalled } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { atLayer, short } from "./contract/wording.ts";

export const covariateShift = createRule({
  about: {
    name: "Inner covariate shift",
    formula: "|ȳ′ − ȳ|/s of a unit over the same rows, before and after one step",
    use: "each step moves what lower layers say so far that the layers above have to learn for other inputs than those of the step before",
    pitfall: "in a deep net small changes of every layer add up; in a shallow one it is the rate that is too high",
    reference: "Ioffe & Szegedy 2015; Santurkar et al. 2018 on why batch norm helps",
  },
  thresholds: { deviations: 0.5, times: 3 },
  remedies: ["batch-norm", "lower-rate", "warm-up", "residual"],
  look: (chart, { deviations, times }) => {
    const around = chart.landscapes.at(-1);
    const [checkup] = chart.checkups;
    if (!around || !checkup || around.step === 0 || !hasStalled(chart)) return undefined;
    const hidden = new Set(hiddenOutputs(chart, checkup).map(({ path }) => path));
    const drifts = around.drift.filter(({ layer }) => hidden.has(layer));
    const [first] = drifts;
    if (!first || drifts.length < 4) return undefined;
    const worst = drifts.reduce((most, each) => (each.deviations > most.deviations ? each : most));
    if (!(worst.deviations > deviations) || worst.deviations < times * first.deviations) return undefined;
    return {
      layer: worst.layer,
      since: around.step,
      evidence: `One step moves what ${atLayer(worst.layer)} says of the same rows by ${short(worst.deviations)} deviations, and what ${atLayer(first.layer)} says by ${short(first.deviations)}.`,
    };
  },
});
