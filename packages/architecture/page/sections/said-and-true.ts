import { colour, h, section, shownScore } from "@kaviar/page";
import { chart, placed, tooltip } from "@kaviar/page/charts";
import type { NetworkReport } from "../../src/report/network-report.ts";

/** Of numbers: what was said against what is. */
export const saidAndTrue = ({ judged }: NetworkReport): HTMLElement | undefined => {
  if (judged?.task !== "numbers" || judged.points.length < 2) return undefined;
  const { points, half, nineOfTen } = judged;
  const all = points.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const option = () => ({
    ...tooltip((data) => {
      const [actual, said] = data as readonly [number, number];
      return `is ${shownScore(actual)}, said ${shownScore(said)}`;
    }),
    xAxis: placed({ label: "what it is", scale: "linear", low, high }).option,
    yAxis: placed({ label: "what was said", scale: "linear", low, high }, { nameGap: 46 }).option,
    series: [
      {
        type: "line",
        silent: true,
        showSymbol: false,
        data: [
          [low, low],
          [high, high],
        ],
        lineStyle: { color: colour.soft(), type: "dashed", width: 1 },
      },
      { type: "scatter", symbolSize: 6, data: points, itemStyle: { color: colour.accent(), opacity: 0.6 } },
    ],
  });
  return section(
    "Said and true",
    `On the dashed line a row is told right. Half of the rows are off by at most ${shownScore(half)}, nine of ten by at most ${shownScore(nineOfTen)}.`,
    h("div", {}, chart(`What was said by what is, of ${points.length} rows.`, option, { height: 360 }).element),
  );
};
