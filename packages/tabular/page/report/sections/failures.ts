import { h, list, section } from "@kaviar/page";
import type { FitReport } from "../../../src/report/fit-report.ts";
import { parts } from "../parts.ts";

/** What failed and why. */
export const failures = ({ failures: all, counts }: FitReport): HTMLElement | undefined => {
  if (all.length === 0) return undefined;
  const tried = counts.scored + counts.stopped + counts.failed;
  return section(
    "Failures",
    `${counts.failed} of ${tried} pipelines failed. None of them is in the model; a reason that comes often may be worth a look.`,
    list(
      ["times", "what went wrong", "for example"],
      all.map(({ reason, times, words }) => [
        h("td", {}, String(times)),
        h("td", { class: "wrap" }, reason),
        h("td", { class: "wrap" }, parts(words[0]!)),
      ]),
    ),
  );
};
