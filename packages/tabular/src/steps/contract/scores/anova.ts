import { fTail } from "@kaviar/base/numerics";
import type { ClassTarget } from "../../../contract/target.ts";
import type { ColumnScore } from "./column-score.ts";

/** F = variance between the classes / variance within them. (Fisher 1925) */
export const anova: ColumnScore<ClassTarget> = {
  task: "classes",
  of: (columns, { classes, codes }) => {
    const rows = codes.length;
    const counts = new Float64Array(classes.length);
    for (const code of codes) counts[code]!++;
    const between = counts.filter((count) => count > 0).length - 1;
    const within = rows - between - 1;
    const scores = Float64Array.from(columns, ({ values }) => {
      if (values.every((value) => value === values[0])) return Number.NaN;
      const mean = values.reduce((sum, value) => sum + value, 0) / rows;
      const means = new Float64Array(classes.length);
      for (let row = 0; row < rows; row++) means[codes[row]!]! += values[row]! - mean;
      let explained = 0;
      for (let code = 0; code < means.length; code++) {
        if (counts[code] === 0) continue;
        means[code]! /= counts[code]!;
        explained += counts[code]! * means[code]! ** 2;
      }
      let left = 0;
      for (let row = 0; row < rows; row++) left += (values[row]! - mean - means[codes[row]!]!) ** 2;
      return explained / between / (left / within);
    });
    return { scores, pValues: scores.map((score) => fTail(score, between, within)) };
  },
};
