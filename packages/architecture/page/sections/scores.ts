import { h, list, section, shownScore } from "@kaviar/page";
import type { NetworkReport } from "../../src/report/network-report.ts";

/** What other metrics say. */
export const scores = ({ judged }: NetworkReport): HTMLElement | undefined => {
  if (!judged || judged.scores.length === 0) return undefined;
  const on = judged.on === "holdout" ? "that the search never saw" : "that the search chose by";
  return section(
    "How good it is",
    `On ${judged.rows} rows ${on}, beside an answer that is the same for all rows.`,
    list(
      ["", "network", "constant"],
      judged.scores.map(({ title, value, constant }) => [
        h("th", { scope: "row" }, title),
        h("td", {}, shownScore(value)),
        h("td", {}, shownScore(constant)),
      ]),
    ),
  );
};
