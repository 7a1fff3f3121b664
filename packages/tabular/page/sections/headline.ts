import { plural } from "@kaviar/base/text";
import { facts, formatNumber, formatShare, h, shareBar } from "@kaviar/page";
import type { Profile } from "../../src/profile/profile.ts";

/** The table in a few facts, and the balance of its target. */
export const headline = (profile: Profile): readonly HTMLElement[] => {
  const { source = "A table", rows, columns, sampled, repeatedRows, findings } = profile;
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  const problems = findings.filter(({ severity }) => severity === "problem").length;
  return [
    h("h1", {}, source),
    h(
      "p",
      { class: "says" },
      sampled === undefined
        ? `${plural(rows, "row")} × ${plural(columns.length, "column")}`
        : `${plural(rows, "row")} × ${plural(columns.length, "column")}. Rows, gaps and ends are of the whole file; all else is of ${sampled} rows drawn from it.`,
    ),
    h(
      "section",
      { id: "headline" },
      facts([
        ["rows", formatNumber(rows)],
        ["columns", String(columns.length)],
        ["cells missing", rows === 0 ? "–" : formatShare(missing / (rows * Math.max(columns.length, 1)))],
        ["rows that repeat another", String(repeatedRows)],
        ["problems", String(problems)],
        ["notes", String(findings.length - problems)],
      ]),
      ...balance(profile),
    ),
  ];
};

const mostClasses = 5;

/** How many rows each class of the target has. */
export const balance = ({ target }: Pick<Profile, "target">): readonly HTMLElement[] => {
  if (!target?.classes || target.classes.length === 0) return [];
  const shown = target.classes.slice(0, mostClasses);
  const known = target.classes.reduce((sum, { rows }) => sum + rows, 0);
  const rest = target.classes.slice(mostClasses).reduce((sum, { rows }) => sum + rows, 0);
  const parts = shown.map(({ label, rows }, i) => ({
    name: `${label}: ${rows} (${formatShare(rows / known)})`,
    size: rows,
    colour: `class${i + 1}`,
  }));
  const others = { name: `${target.classes.length - shown.length} others: ${rest}`, size: rest, colour: "class6" };
  return [h("h3", {}, `The target, ${target.column}`), ...shareBar(rest > 0 ? [...parts, others] : parts)];
};
