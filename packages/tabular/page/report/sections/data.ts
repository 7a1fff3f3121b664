import { plural } from "@kaviar/base/text";
import { facts, formatNumber, formatShare, h, section } from "@kaviar/page";
import type { FitReport } from "../../../src/report/fit-report.ts";
import { plot } from "../../sections/distributions.ts";
import { balance } from "../../sections/headline.ts";

/** The table in a few facts, and how the target lies. */
export const data = ({ profile }: FitReport): HTMLElement => {
  const { rows, of, columns, target, targetColumn, repeatedRows, findings, sampled = rows } = profile;
  const missing = columns.reduce((sum, column) => sum + column.missing, 0) / (sampled * Math.max(columns.length, 1));
  const problems = findings.filter(({ severity }) => severity === "problem").length;
  return section(
    "The table",
    problems === 0
      ? "What the model learned from; nothing in it looks like a mistake."
      : `What the model learned from; ${plural(problems, "thing")} below may be a mistake.`,
    facts([
      ["rows", formatNumber(rows)],
      ["columns beside the target", String(of)],
      ["cells missing", formatShare(missing)],
      ["rows that repeat another", String(repeatedRows)],
      ["rows without a target", String(target?.missing ?? 0)],
    ]),
    ...balance(profile),
    target?.task === "numbers" && targetColumn ? h("div", { class: "target" }, plot(targetColumn, sampled)) : undefined,
  );
};
