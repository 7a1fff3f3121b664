import { colour, formatNumber, formatShare, section } from "@kaviar/page";
import { chart, placed, tooltip, valueRange, within, zoom } from "@kaviar/page/charts";
import { edf } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";

/** Steps that are finer than the screen are. */
const most = 2_000;

export const distribution = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const { x, y, points } = edf(study.history, { objective });
  if (points.length < 2) return undefined;
  const range = valueRange(
    points.map(({ value }) => value),
    study.directions[objective]!,
  );
  const option = () => ({
    ...zoom(["x"]),
    ...tooltip((data) => {
      const [value, share] = data as readonly [number, number];
      return `${formatShare(share)} at ${formatNumber(value)} or less`;
    }, "axis"),
    xAxis: within(placed(x).option, range),
    yAxis: { ...placed(y, { nameGap: 40 }, 0).option, min: 0, max: 1 },
    series: [
      {
        type: "line",
        step: "end",
        showSymbol: false,
        clip: true,
        data: thinned(points).map(({ value, share }) => [value, share]),
        lineStyle: { color: colour.accent(), width: 2 },
        itemStyle: { color: colour.accent() },
        areaStyle: { color: colour.accent(), opacity: 0.08 },
      },
    ],
  });
  return section(
    study.titled("Distribution", objective),
    `Which share of the complete trials came to a value or less${points.at(-1)!.share < 1 ? " and keeps its constraints" : ""}.`,
    chart("The empirical distribution of the values.", option).element,
  );
};

const thinned = <Point>(points: readonly Point[]): readonly Point[] => {
  const stride = Math.ceil(points.length / most);
  return points.filter((_, i) => i % stride === 0 || i === points.length - 1);
};
