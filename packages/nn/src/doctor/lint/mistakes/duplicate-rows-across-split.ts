import { percent } from "../../rules/contract/wording.ts";
import { createMistake } from "../mistake.ts";

export const duplicateRowsAcrossSplit = createMistake({
  about: {
    name: "Rows in both parts of a split",
    formula: "|validation ∩ training| > 0",
    use: "rows of validation stand among those of training too: the score on them is of what was learned by heart",
    pitfall: "rows of few, coarse numbers meet by chance; rows that were copied, or augmented before the split, do not",
    reference: "Kaufman et al. 2012, Leakage in data mining",
  },
  thresholds: { share: 0.02 },
  remedies: ["look-at-split"],
  look: ({ duplicates }, { share }) => {
    if (!duplicates) return undefined;
    const { validation, training } = duplicates;
    // As many as rows of training have a double among themselves are chance.
    if (validation < share || validation < 3 * training) return undefined;
    return {
      evidence: `${percent(validation)} of the rows of validation stand among those of training.`,
      isCertain: validation > 0.2,
    };
  },
});
