import { formatDuration } from "@kaviar/base/text";
import { colour, h, outsideNote, section, shownScore } from "@kaviar/page";
import { chart, placed, tooltip, valueRange, within, zoom } from "@kaviar/page/charts";
import type { FitReport, Scored } from "../../../src/report/fit-report.ts";

/** The scores of the search in the order in which they came, and the best so far. */
export const progress = ({ progress: all, metric }: FitReport): HTMLElement | undefined => {
  if (all.length < 2) return undefined;
  const isAhead = (a: number, b: number) => (metric.better === "higher" ? a > b : a < b);
  const steps: Scored[] = [];
  for (const each of all) if (steps.length === 0 || isAhead(each.score, steps.at(-1)!.score)) steps.push(each);
  const [best, last] = [steps.at(-1)!, all.at(-1)!];
  const { outside, ...range } = valueRange(
    all.map(({ score }) => score),
    metric.better === "higher" ? "maximize" : "minimize",
  );
  const option = () => ({
    ...zoom(),
    ...tooltip((data) => {
      const { each } = data as { readonly each?: Scored };
      return each && `pipeline ${each.trial}: ${shownScore(each.score)} after ${formatDuration(1000 * each.seconds)}`;
    }),
    xAxis: { ...placed({ label: "seconds of searching", scale: "linear", low: 0, high: last.seconds }).option, min: 0 },
    yAxis: within(placed({ label: metric.title, scale: "linear" }, { nameGap: 46 }).option, range),
    series: [
      {
        type: "scatter",
        clip: true,
        symbolSize: all.length > 500 ? 4 : 6,
        data: all.map((each) => ({ value: [each.seconds, each.score], each })),
        itemStyle: { color: colour.soft(), opacity: 0.5 },
      },
      {
        type: "line",
        step: "end",
        clip: true,
        symbolSize: 6,
        symbol: "circle",
        data: [
          ...steps.map((each) => ({ value: [each.seconds, each.score], each })),
          { value: [last.seconds, best.score] },
        ],
        lineStyle: { color: colour.accent(), width: 2.5 },
        itemStyle: { color: colour.accent() },
      },
    ],
  });
  return section(
    "How the search went",
    `Each point is a pipeline scored on all folds, the line the best so far: the best came after ${formatDuration(1000 * best.seconds)} of ${formatDuration(1000 * last.seconds)}.${best.seconds > 0.8 * last.seconds ? " It was still finding better ones: more time may help." : ""}${outsideNote(outside)}`,
    h("div", {}, chart(`Scores over time; the best is ${shownScore(best.score)}.`, option, { height: 330 }).element),
  );
};
