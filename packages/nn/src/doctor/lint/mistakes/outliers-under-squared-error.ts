import { short } from "../../rules/contract/wording.ts";
import { createMistake } from "../mistake.ts";
import { isSquared } from "../squared.ts";

export const outliersUnderSquaredError = createMistake({
  about: {
    name: "Outliers under a squared error",
    formula: "∂(ŷ − y)²/∂ŷ = 2(ŷ − y), without bound",
    use: "a few targets far from all others pull the model to themselves: their error counts by its square",
    pitfall: "where they are right, and what counts, the squared error may be what is meant",
    reference: "Huber 1964",
  },
  thresholds: { deviations: 15, share: 0.05 },
  remedies: ["robust-loss"],
  look: ({ loss, targets }, { deviations, share }) => {
    if (!isSquared(loss) || !targets || targets.data.length < 20) return undefined;
    const sorted = Float64Array.from(targets.data).sort();
    const middle = sorted[sorted.length >> 1]!;
    const away = sorted.map((y) => Math.abs(y - middle)).sort();
    // 1.4826 median |y − ỹ| is the deviation of normal numbers. (Hampel 1974)
    const usual = 1.4826 * away[away.length >> 1]!;
    if (!(usual > 0)) return undefined;
    const far = away.filter((distance) => distance > deviations * usual).length;
    if (far === 0 || far > share * away.length) return undefined;
    return {
      evidence: `${far} of ${away.length} targets are more than ${deviations} usual deviations from the median ${short(middle)}; the furthest is ${short(away.at(-1)!)} away.`,
    };
  },
});
