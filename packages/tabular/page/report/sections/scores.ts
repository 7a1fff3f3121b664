import { plural } from "@kaviar/base/text";
import { h, section, shownScore } from "@kaviar/page";
import type { FitReport } from "../../../src/report/fit-report.ts";

/** What other metrics say. */
export const scores = ({ judged, metric }: FitReport): HTMLElement | undefined => {
  if (!judged) return undefined;
  const where =
    judged.on === "holdout"
      ? `${plural(judged.rows, "row")} that the search never saw`
      : `${plural(judged.rows, "row")}, each predicted while it was held out of its fold: a little too good, since the model was chosen by them`;
  return section(
    "How good it is",
    `All in this part is about ${where}. Below each score stands what a constant answer gets (${judged.task === "classes" ? "the shares of the classes" : "the mean"}): what is no better than that has learned nothing. The search was for ${metric.title}.`,
    h(
      "dl",
      { class: "facts" },
      ...judged.scores.map(({ title, value, constant }) =>
        h(
          "div",
          {},
          h("dt", {}, title),
          h(
            "dd",
            {},
            shownScore(value),
            h("small", {}, `constant ${shownScore(Math.abs(constant) < 1e-12 ? 0 : constant)}`),
          ),
        ),
      ),
    ),
  );
};
