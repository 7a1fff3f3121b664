import type { Chart } from "../chart/chart.ts";
import { hasStalled, referenceLoss } from "../chart/outcome.ts";
import { createRule } from "../contract/rule.ts";
import { percent, short } from "./contract/wording.ts";

export const batchTooSmall = createRule({
  about: {
    name: "Batch too small",
    formula: "E ℓ(θ + u_B) > ℓ(θ) > ℓ(θ + u_N), B ≪ tr Σ/|G|²",
    use: "what single batches say is mostly noise: their steps bring no more than they spoil, while a step of many rows would go down",
    pitfall:
      "near the end of a run noise is all that is left, and a rate that falls takes it away; a batch norm needs some rows for its averages, whatever the rate",
    reference: "McCandlish et al. 2018, An empirical model of large-batch training",
  },
  thresholds: { times: 4, share: 0.3, part: 2e-3, numbers: 8 },
  remedies: ["larger-batch", "lower-rate", "decay-rate", "momentum"],
  look: (chart, { numbers, ...bounds }) => unsure(chart, bounds) ?? unsettled(chart, numbers),
});

/** Steps of single batches raise the loss that a step of many rows lowers. */
const unsure = (chart: Chart, { times, share, part }: Readonly<Record<"times" | "share" | "part", number>>) => {
  const { batch, landscapes } = chart;
  if (!hasStalled(chart)) return undefined;
  // What is next to nothing beside what there is to learn keeps nobody from learning it.
  const least = part * Math.abs(referenceLoss(chart));
  const noisy = landscapes
    .slice(-2)
    .find(
      ({ step, changeByAll, changeByBatch, criticalBatch }) =>
        step > 0 &&
        changeByAll < 0 &&
        changeByBatch > Math.max(least, -share * changeByAll) &&
        criticalBatch > times * batch,
    );
  if (!noisy) return undefined;
  const { changeByAll, changeByBatch, criticalBatch, step } = noisy;
  const worth = Number.isFinite(criticalBatch) ? `, and up to ${short(criticalBatch)} rows are worth it` : "";
  return {
    since: step,
    evidence: `A step of ${batch} ${batch === 1 ? "row" : "rows"} raises the loss by ${short(changeByBatch)} in the mean; one of many rows lowers it by ${short(-changeByAll)}${worth}.`,
  };
};

/** A batch norm whose averages are over next to nothing. */
const unsettled = (chart: Chart, numbers: number) => {
  const { batch, layers, checkups } = chart;
  const [first] = checkups;
  const norm = first?.outputs.find(({ path, values, units }) => {
    const perRow = values / units;
    return layers.get(path)?.kind === "batchNorm" && batch * perRow < numbers;
  });
  return (
    norm && {
      layer: norm.path,
      since: 0,
      evidence: `${norm.path} takes its averages over ${batch * (norm.values / norm.units)} numbers: they are off by ${percent(1 / Math.sqrt(batch * (norm.values / norm.units)))} of a deviation.`,
    }
  );
};
