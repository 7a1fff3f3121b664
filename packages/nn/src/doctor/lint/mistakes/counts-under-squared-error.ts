import { short } from "../../rules/contract/wording.ts";
import { createMistake } from "../mistake.ts";
import { isSquared } from "../squared.ts";

export const countsUnderSquaredError = createMistake({
  about: {
    name: "Counts under a squared error",
    formula: "Var y = E y for counts: large ones are less sure",
    use: "targets are counts; the squared error takes an error of 3 at 100 as seriously as at 1",
    pitfall: "numbers of rooms or years are whole as well, and are no counts of events",
    reference: "McCullagh & Nelder 1989, chapter 6",
  },
  thresholds: { zeros: 0.01, most: 1000 },
  remedies: ["poisson-loss"],
  look: ({ loss, targets }, { zeros, most }) => {
    if (!isSquared(loss) || !targets || targets.data.length < 50) return undefined;
    const y = Float64Array.from(targets.data);
    const distinct = new Set(y).size;
    if (distinct < 4 || !y.every((value) => Number.isInteger(value) && value >= 0 && value <= most)) return undefined;
    const none = y.filter((value) => value === 0).length / y.length;
    const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
    const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length;
    // A count is hardly ever spread less than one of independent events.
    if (none < zeros || variance < 0.5 * mean) return undefined;
    return {
      evidence: `Targets are whole numbers from 0 on, with a mean of ${short(mean)} and a variance of ${short(variance)}.`,
    };
  },
});
