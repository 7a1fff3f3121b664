import { graceOf, referenceLoss } from "../chart/outcome.ts";
import { trendOf } from "../chart/trend.ts";
import { createRule } from "../contract/rule.ts";
import { short } from "./contract/wording.ts";

export const oscillation = createRule({
  about: {
    name: "Oscillation",
    formula: "corr(ℓ_t − ℓ̂_t, ℓ_{t+1} − ℓ̂_{t+1}) ≪ 0",
    use: "the loss goes up and down from one epoch to the next: steps jump across the valley instead of going along it",
    pitfall: "the loss of single batches always goes up and down: epochs are what is looked at",
    reference: "Sutton 1986",
  },
  thresholds: { swing: 0.15, turning: 0.3 },
  remedies: ["lower-rate", "momentum", "decay-rate", "larger-batch"],
  look: (chart, { swing, turning }) => {
    const losses = chart.epochs.map(({ loss }) => loss).slice(-12);
    if (losses.length < 6 || chart.losses.length < graceOf(chart)) return undefined;
    const moves = losses.slice(1).map((loss, i) => loss - losses[i]!);
    const turns = moves.slice(1).filter((move, i) => move * moves[i]! < 0).length / (moves.length - 1);
    const { mean, noise } = trendOf(losses);
    // Where next to nothing is left of the loss, a part of that is nothing.
    const least = Math.max(swing * Math.abs(mean), (swing / 5) * Math.abs(referenceLoss(chart)));
    if (turns < turning || noise < least) return undefined;
    return {
      evidence: `From epoch to epoch the loss goes up and down by ${short(noise)}, at a mean of ${short(mean)}.`,
    };
  },
});
