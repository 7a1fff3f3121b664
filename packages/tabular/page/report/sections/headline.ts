import { formatDuration, plural } from "@kaviar/base/text";
import { facts, formatNumber, formatShare, h, shownEnd, shownScore } from "@kaviar/page";
import type { Contender, FitReport, Judged } from "../../../src/report/fit-report.ts";
import { spread } from "../score.ts";

/** What was predicted and how well, in a figure and in words. */
export const headline = (report: FitReport): readonly HTMLElement[] => {
  const { target, source, rows, columns, counts, seconds, metric, folds, honest, judged } = report;
  const tried = counts.scored + counts.stopped + counts.failed;
  const figure = honest
    ? { value: honest.score, says: `${metric.title} on ${plural(honest.rows, "row")} that the search never saw` }
    : { value: folds.mean, says: `${metric.title} in cross-validation: no rows were held out` };
  return [
    h("h1", {}, "Predicting ", h("em", {}, target)),
    h(
      "p",
      { class: "says" },
      [
        ...(source === undefined ? [] : [source]),
        `${formatNumber(rows)} rows × ${plural(columns, "column")}`,
        `${plural(tried, "pipeline")} tried in ${formatDuration(1000 * seconds)}`,
      ].join(" · "),
    ),
    h(
      "section",
      { id: "headline" },
      h(
        "div",
        { class: "best" },
        h("div", {}, h("div", { class: "figure" }, shownScore(figure.value)), h("div", { class: "note" }, figure.says)),
        h("p", { class: "verdict" }, verdict(report)),
      ),
      facts([
        [
          "predicts",
          report.task === "classes" ? plural(report.classes.length, "class").replace(/classs$/, "classes") : "a number",
        ],
        ...(judged ? [inWords(judged)] : []),
        ["in cross-validation", spread(folds)],
        ["scored on all folds", String(counts.scored)],
        ["stopped early", String(counts.stopped)],
        ["failed", String(counts.failed)],
      ]),
    ),
  ];
};

/** How good it is, for whoever does not know the metric. */
const inWords = (judged: Judged): readonly [string, string] => {
  if (judged.task === "numbers") return ["half are off by at most", shownScore(judged.half)];
  const right = judged.confusion.counts.reduce((sum, line, i) => sum + line[i]!, 0);
  return ["rows it gets right", formatShare(right / judged.rows)];
};

const verdict = ({ chosen, members, honest, bought, metric, folds }: FitReport): string => {
  const what =
    chosen === "ensemble"
      ? `The chosen model is the weighted mean of ${members.length} pipelines.`
      : "The chosen model is a single pipeline.";
  const sure = honest?.interval
    ? ` On other rows of the same kind its score would lie between ${shownEnd(honest.interval.low)} and ${shownEnd(honest.interval.high)}, 19 times out of 20.`
    : "";
  const than = compared(bought, metric.better, honest !== undefined);
  const optimism = honest && Number.isFinite(folds.std) ? hopeful(honest.score, folds, metric.better) : "";
  return `${what}${sure}${than}${optimism} ${metric.better === "higher" ? "Higher" : "Lower"} is better.`;
};

/** What a constant and a linear model come to. */
const compared = (bought: readonly Contender[], better: "higher" | "lower", isHonest: boolean): string => {
  const score = (name: Contender["name"]): number | undefined => {
    const found = bought.find((contender) => contender.name === name);
    return isHonest ? found?.honest : found?.folds?.mean;
  };
  const own = score("ensemble") ?? score("single");
  const [dummy, linear] = [score("dummy"), score("linear")];
  const parts = [
    ...(dummy === undefined ? [] : [`a constant answer scores ${shownScore(dummy)}`]),
    ...(linear === undefined ? [] : [`a linear model ${shownScore(linear)}`]),
  ];
  if (parts.length === 0) return "";
  if (own !== undefined && dummy !== undefined && (better === "higher" ? dummy >= own : dummy <= own))
    return ` That is no better than a constant answer (${shownScore(dummy)}): by these columns the search cannot tell more.`;
  const isNoBetter = own !== undefined && linear !== undefined && (better === "higher" ? linear >= own : linear <= own);
  return ` For comparison, ${parts.join(", ")}${isNoBetter ? ", which is no worse, and simpler" : ""}.`;
};

/** Whether the folds promised more than the holdout keeps. */
const hopeful = (
  score: number,
  { mean, std }: { readonly mean: number; readonly std: number },
  better: "higher" | "lower",
): string => {
  const drop = better === "higher" ? mean - score : score - mean;
  return drop > 2 * std && std > 0 ? " Cross-validation promised more than that: believe the rows held out." : "";
};
