import { h, section, select, shownScore } from "@kaviar/page";
import type { Ancestor, FitReport, Lineage } from "../../../src/report/fit-report.ts";
import { parts, partsIn } from "../parts.ts";

/** How a winner came about, ancestor by ancestor. */
export const lineage = ({ lineages, metric }: FitReport): HTMLElement | undefined => {
  if (lineages.length === 0) return undefined;
  const sign = metric.better === "higher" ? 1 : -1;
  const body = h("div", {}, line(lineages[0]!, sign));
  const control =
    lineages.length > 1
      ? select(
          "of",
          lineages.map(({ trial }, i) => (i === 0 ? `the best pipeline, ${trial}` : `member ${trial}`)),
          0,
          (at) => body.replaceChildren(line(lineages[at]!, sign)),
        )
      : undefined;
  const { ancestors } = lineages[0]!;
  const says =
    ancestors.length === 1
      ? `The best pipeline had no parents: it came ${how(ancestors[0]!)}.`
      : `The best pipeline from its first ancestors on, in the order in which they were tried: what each has that its parents had not is in colour, and by how much it beats the better of them.`;
  return section(
    "How the winner came about",
    says,
    control ? h("div", { class: "controls" }, control) : undefined,
    body,
  );
};

const line = ({ trial, ancestors }: Lineage, sign: number): HTMLElement => {
  const byTrial = new Map(ancestors.map((ancestor) => [ancestor.trial, ancestor]));
  return h(
    "ol",
    { class: "lineage" },
    ...ancestors.map((ancestor) => {
      const known = ancestor.parents.flatMap((parent) => byTrial.get(parent) ?? []);
      const best = known.map(({ score }) => sign * score).sort((a, b) => b - a)[0];
      const gain = best === undefined ? undefined : sign * ancestor.score - best;
      return h(
        "li",
        { class: ancestor.trial === trial ? "winner" : undefined },
        h(
          "div",
          {},
          h("b", {}, shownScore(ancestor.score)),
          gain === undefined
            ? undefined
            : h(
                "span",
                { class: gain > 0 ? "gain" : "loss" },
                ` ${gain > 0 ? "better by" : gain === 0 ? "no better" : "worse by"} ${gain === 0 ? "" : shownScore(Number(Math.abs(gain).toPrecision(2)))}`,
              ),
          h("span", { class: "note" }, ` · pipeline ${ancestor.trial}, ${how(ancestor)}`),
        ),
        parts(ancestor.words, known.length > 0 ? new Set(known.flatMap(({ words }) => partsIn(words))) : undefined),
      );
    }),
  );
};

/** What an operator of the search does to its parents. */
const done: ReadonlyMap<string, (parents: string) => string> = new Map([
  ["insert", (parents) => `a part put into ${parents}`],
  ["replace", (parents) => `a part of ${parents} replaced`],
  ["shrink", (parents) => `a part of ${parents} left out`],
  ["cross", (parents) => `crossed from ${parents}`],
  ["near", (parents) => `a number of ${parents} moved a little`],
  ["far", (parents) => `a number of ${parents} moved far`],
  ["tune", (parents) => `the numbers of ${parents} tuned`],
]);

const how = ({ operator, parents }: Ancestor): string => {
  if (operator === "portfolio") return "from the portfolio of those that usually do well";
  if (parents.length === 0) return operator === "drawn" ? "drawn by chance" : operator;
  const names = parents.join(" and ");
  return done.get(operator)?.(names) ?? `${operator} of ${names}`;
};
