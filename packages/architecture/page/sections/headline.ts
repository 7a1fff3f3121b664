import { formatDuration, plural } from "@kaviar/base/text";
import { facts, formatNumber, formatShare, h, shownEnd, shownScore } from "@kaviar/page";
import type { Contender, NetworkReport } from "../../src/report/network-report.ts";
import { milliseconds } from "../milliseconds.ts";

/** What was predicted and how well, in a figure and in words. */
export const headline = (report: NetworkReport): readonly HTMLElement[] => {
  const { title, source, rows, input, counts, seconds, budget, metric, score } = report;
  const tried = counts.scored + counts.stopped + counts.failed;
  const time = `${formatDuration(1000 * seconds)}${budget === undefined ? "" : ` of ${formatDuration(1000 * budget)}`}`;
  const seen = score.on === "holdout" ? "that the search never saw" : "that the search chose by";
  return [
    h("h1", {}, "Predicting ", h("em", {}, title)),
    h(
      "p",
      { class: "says" },
      [
        ...(source === undefined ? [] : [source]),
        `${plural(rows, "row")}, ${input}`,
        `${plural(tried, "network")} tried in ${time}`,
      ].join(" · "),
    ),
    h(
      "section",
      { id: "headline" },
      h(
        "div",
        { class: "best" },
        h(
          "div",
          {},
          h("div", { class: "figure" }, shownScore(score.value)),
          h("div", { class: "note" }, `${metric.title} on ${plural(score.rows, "row")} ${seen}`),
        ),
        h("p", { class: "verdict" }, verdict(report)),
      ),
      facts([...whatItIs(report), ...whatCame(report)]),
    ),
  ];
};

type Fact = readonly [name: string, value: string];

const whatItIs = ({ task, classes, judged, winner }: NetworkReport): readonly Fact[] => [
  ["predicts", task === "classes" ? `${classes.length} ${classes.length === 1 ? "class" : "classes"}` : "a number"],
  ...(judged?.task === "classes" ? [["rows it gets right", formatShare(judged.accuracy)] as const] : []),
  ...(judged?.task === "numbers" ? [["half are off by at most", shownScore(judged.half)] as const] : []),
  ["family", winner.family],
  ["parameters", formatNumber(winner.parameters)],
  ...(winner.millisecondsPerRow === undefined
    ? []
    : [["time for a row", milliseconds(winner.millisecondsPerRow)] as const]),
];

const whatCame = ({ counts }: NetworkReport): readonly Fact[] => [
  ["trained to the end", String(counts.scored)],
  ["not to the end", String(counts.stopped)],
  ["failed", String(counts.failed)],
];

const verdict = (report: NetworkReport): string => {
  const { winner, score, metric } = report;
  const what =
    winner.members > 1
      ? `The answer is the mean of ${winner.members} networks.`
      : `The answer is one network's, of the family “${winner.family}”.`;
  const chosenBy = score.on === "validation" ? " It was chosen by these rows, so the score is a little hopeful." : "";
  const width = score.interval ? score.interval.high - score.interval.low : 0;
  const sure = score.interval
    ? ` On other rows of the same kind it would lie between ${rounded(score.interval.low, width)} and ${rounded(score.interval.high, width)}, 19 times out of 20.`
    : "";
  return `${what}${chosenBy}${sure} ${boughtWords(report)} ${metric.better === "higher" ? "Higher" : "Lower"} is better.`;
};

/** An end of an interval, to the second digit of its width. */
const rounded = (value: number, width: number): string =>
  width > 0 ? value.toFixed(Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(width))))) : shownScore(value);

/** What the chosen one is better by than the recipe that the search began with. */
const boughtWords = ({ bought, metric }: NetworkReport): string => {
  const [recipe, chosen] = [bought.find(({ name }) => name === "recipe"), bought.find(({ isChosen }) => isChosen)];
  const scoreOf = ({ honest, validation }: Contender) => honest ?? validation;
  const [before, after] = [recipe && scoreOf(recipe), chosen && scoreOf(chosen)];
  if (before === undefined || after === undefined) return "";
  const gain = metric.better === "higher" ? after - before : before - after;
  return gain > 0
    ? `The recipe that the search began with scores ${shownScore(before)}: the search has bought ${shownEnd(gain)}.`
    : `The search has bought nothing: the recipe that it began with scores ${shownScore(before)}.`;
};
