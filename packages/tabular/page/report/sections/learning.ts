import { colour, colourKey, h, section, shownScore } from "@kaviar/page";
import { chart, placed, tooltip } from "@kaviar/page/charts";
import type { FitReport, LearntPoint } from "../../../src/report/fit-report.ts";
import { spread } from "../score.ts";

/** Whether more rows would help. */
export const learning = ({ learning: points, metric }: FitReport): HTMLElement | undefined => {
  if (!points || points.length < 2) return undefined;
  const series = (side: "held" | "seen", own: string) => ({
    type: "line",
    data: points.map((point) => ({ value: [point.rows, point[side].mean], point })),
    symbolSize: 7,
    symbol: "circle",
    lineStyle: { color: own, width: 2 },
    itemStyle: { color: own },
  });
  const values = points.flatMap(({ held, seen }) => [held.mean, seen.mean]);
  const option = () => ({
    ...tooltip((data) => {
      const { rows, held, seen } = (data as { readonly point: LearntPoint }).point;
      return `${rows} rows: ${spread(held)} on others, ${spread(seen)} on themselves`;
    }),
    xAxis: placed({ label: "rows learned from", scale: "linear", low: points[0]!.rows, high: points.at(-1)!.rows })
      .option,
    yAxis: placed(
      { label: metric.title, scale: "linear", low: Math.min(...values), high: Math.max(...values) },
      { nameGap: 46 },
    ).option,
    series: [series("seen", colour.soft()), series("held", colour.accent())],
  });
  return section(
    "Would more rows help?",
    `${conclusion(points, metric.better)} Three folds, so a little below the scores above.`,
    h(
      "div",
      {},
      chart(
        `${metric.title} by rows learned from: ${points.map(({ rows, held }) => `${rows} ${shownScore(held.mean)}`).join(", ")}.`,
        option,
        { height: 300 },
      ).element,
      colourKey([
        { name: "on other rows", colour: "accent" },
        { name: "on the rows themselves", colour: "soft" },
      ]),
    ),
  );
};

/** Whether all rows bring more than fewer did, and more than the folds differ. */
const conclusion = (points: readonly LearntPoint[], better: "higher" | "lower"): string => {
  const sign = better === "higher" ? 1 : -1;
  const [last, ...fewer] = points.toReversed() as [LearntPoint, ...LearntPoint[]];
  const gain = Math.min(...fewer.map(({ held }) => sign * (last.held.mean - held.mean)));
  const noise = last.held.std / Math.sqrt(3);
  if (gain > noise) return "Yes: from the last rows the score still gained more than the folds differ.";
  return gain > 0
    ? "Perhaps: from the last rows the score gained something, but no more than the folds differ."
    : "Hardly: the last rows have brought nothing; other columns would help more than other rows.";
};
