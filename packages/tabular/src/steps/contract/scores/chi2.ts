import { chiSquaredTail } from "@kaviar/base/numerics";
import type { ClassTarget } from "../../../contract/target.ts";
import { TableError } from "../../../error.ts";
import type { ColumnScore } from "./column-score.ts";

/** χ² = Σ (observed − expected)² / expected of the sums of each class, for counts and frequencies. (Pearson 1900) */
export const chi2: ColumnScore<ClassTarget> = {
  task: "classes",
  of: (columns, { classes, codes }) => {
    const rows = codes.length;
    const counts = new Float64Array(classes.length);
    for (const code of codes) counts[code]!++;
    const scores = Float64Array.from(columns, ({ name, values }) => {
      const sums = new Float64Array(classes.length);
      let total = 0;
      for (let row = 0; row < rows; row++) {
        const value = values[row]!;
        if (value < 0) {
          throw new TableError("data", `The score "chi2" is of counts: \`${name}\` is ${value} at row ${row}.`, {
            remedy: 'Use "anova", or minMax() before.',
          });
        }
        sums[codes[row]!]! += value;
        total += value;
      }
      if (total === 0) return Number.NaN;
      let score = 0;
      for (let code = 0; code < sums.length; code++) {
        if (counts[code] === 0) continue;
        const expected = (total * counts[code]!) / rows;
        score += (sums[code]! - expected) ** 2 / expected;
      }
      return score;
    });
    const freedom = counts.filter((count) => count > 0).length - 1;
    return { scores, pValues: scores.map((score) => chiSquaredTail(score, freedom)) };
  },
};
