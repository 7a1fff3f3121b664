import { colour, formatNumber, formatShare, h, pair, section, shownEnd, shownScore } from "@kaviar/page";
import { chart, placed, tooltip } from "@kaviar/page/charts";
import type { FitReport, JudgedNumbers } from "../../../src/report/fit-report.ts";

/** How far numbers are off. */
export const errors = ({ judged, target }: FitReport): readonly (HTMLElement | undefined)[] =>
  judged?.task === "numbers" ? [pair(against(judged, target), residuals(judged))] : [];

const against = ({ points, rows }: JudgedNumbers, target: string): HTMLElement => {
  const values = points.flat();
  const [low, high] = [values, values].map((all, i) => (i === 0 ? Math.min(...all) : Math.max(...all))) as [
    number,
    number,
  ];
  const option = () => ({
    ...tooltip((data) => {
      const [actual, said] = data as readonly [number, number];
      return `is ${formatNumber(actual)}, said ${formatNumber(said)}`;
    }),
    xAxis: placed({ label: `${target}, as it is`, scale: "linear", low, high }).option,
    yAxis: placed({ label: "as the model says", scale: "linear", low, high }, { nameGap: 52 }).option,
    series: [
      {
        type: "line",
        data: [
          [low, low],
          [high, high],
        ],
        silent: true,
        showSymbol: false,
        lineStyle: { color: colour.soft(), type: "dashed", width: 1 },
      },
      {
        type: "scatter",
        data: points,
        symbolSize: points.length > 500 ? 4 : 6,
        itemStyle: { color: colour.accent(), opacity: 0.5 },
      },
    ],
  });
  const some = points.length < rows ? ` ${points.length} of ${rows} rows.` : "";
  return section(
    "Said and actual",
    `Each point is a row; on the dashed line the model is right. A bend away from it is something the model has not learned.${some}`,
    h("div", {}, chart(`What the model says by what is, of ${points.length} rows.`, option, { height: 340 }).element),
  );
};

const residuals = ({ residuals: { edges, counts }, half, nineOfTen, rows }: JudgedNumbers): HTMLElement => {
  const option = () => ({
    ...tooltip((data) => {
      const { at, value } = data as { readonly at: number; readonly value: number };
      return `off by ${shownScore(edges[at])} to ${shownScore(edges[at + 1])}: ${value} rows, ${formatShare(value / rows)}`;
    }),
    xAxis: {
      type: "category",
      data: counts.map((_, i) => shownEnd((edges[i]! + edges[i + 1]!) / 2)),
      name: "said − actual",
      nameLocation: "middle",
      nameGap: 26,
      nameTextStyle: { color: colour.soft() },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour.line() } },
      axisLabel: { color: colour.soft(), hideOverlap: true },
    },
    yAxis: {
      type: "value",
      axisLabel: { color: colour.soft() },
      splitLine: { lineStyle: { color: colour.line(), opacity: 0.5 } },
    },
    series: [
      {
        type: "bar",
        barCategoryGap: "8%",
        data: counts.map((value, at) => ({
          value,
          at,
          itemStyle: { color: colour.accent(), borderRadius: [2, 2, 0, 0] },
        })),
      },
    ],
  });
  return section(
    "How far it is off",
    `Half of the rows are off by at most ${shownScore(half)}, nine of ten by at most ${shownScore(nineOfTen)}. Right of 0 the model says too much, left of it too little.`,
    h("div", {}, chart(`How many rows are off by how much.`, option, { height: 340 }).element),
  );
};
