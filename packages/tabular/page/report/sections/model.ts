import { formatShare, h, list, section } from "@kaviar/page";
import type { FitReport } from "../../../src/report/fit-report.ts";
import { parts } from "../parts.ts";

/** What the chosen model is made of. */
export const model = ({ chosen, members, bought, leaderboard }: FitReport): HTMLElement => {
  if (chosen === "single") {
    // The best one may have been too slow to be fitted in the end.
    const { words } = bought.find(({ name }) => name === chosen) ?? leaderboard[0]!;
    return section("The model", "What happens to a row, step by step.", h("p", {}, parts(words)));
  }
  return section(
    "The model",
    "Each member predicts by itself; the answer is the mean of them, weighted as below.",
    list(
      ["weight", "pipeline"],
      members.map(({ words, weight }) => [
        h(
          "td",
          {},
          formatShare(weight / total(members)),
          h("span", { class: "weight", style: `width:${(60 * weight) / members[0]!.weight}px` }),
        ),
        h("td", { class: "wrap" }, parts(words)),
      ]),
    ),
  );
};

const total = (members: FitReport["members"]): number => members.reduce((sum, { weight }) => sum + weight, 0);
