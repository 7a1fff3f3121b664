import { plural } from "@kaviar/base/text";
import { colour, section } from "@kaviar/page";
import { placed, zoom } from "@kaviar/page/charts";
import { timeline as timelineOf } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { standingAs, standingColour } from "../standing.ts";
import { trialChart } from "../trial-chart.ts";

export const timeline = (study: PageStudy): HTMLElement | undefined => {
  const { x, bars, lanes, start } = timelineOf(study.history, { now: study.renderedAt });
  if (bars.length === 0) return undefined;
  const option = () => ({
    ...zoom(["x"]),
    xAxis: { ...placed(x).option, min: 0, max: Math.max(...bars.slice(-1000).map(({ to }) => to), 0.001) },
    yAxis: {
      type: "value",
      inverse: true,
      min: -0.5,
      max: lanes - 0.5,
      interval: 1,
      name: "at once",
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: { color: colour.soft() },
      axisLabel: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    series: [
      {
        type: "custom",
        clip: true,
        encode: { x: [0, 1], y: 2 },
        data: bars.map(({ from, to, lane, trial }) => [from, to, lane, trial]),
        renderItem: (
          { dataIndex }: { dataIndex: number },
          api: {
            value(i: number): number;
            coord(at: readonly number[]): [number, number];
            size(of: readonly number[]): [number, number];
          },
        ) => {
          const from = api.coord([api.value(0), api.value(2)]);
          const to = api.coord([api.value(1), api.value(2)]);
          const height = Math.max(Math.min(api.size([0, 1])[1] * 0.8, 26), 1);
          return {
            type: "rect",
            shape: { x: from[0], y: from[1] - height / 2, width: Math.max(to[0] - from[0] - 0.5, 1), height },
            style: {
              fill: standingColour(standingAs(bars[dataIndex]!.state, bars[dataIndex]!.feasible)),
              opacity: 0.9,
            },
          };
        },
      },
    ],
  });
  return section(
    "Timeline",
    `When each trial ran, from ${new Date(start).toLocaleString()}; up to ${plural(lanes, "trial")} at once. Ctrl and wheel zoom.`,
    trialChart(study, {
      label: `When ${bars.length} trials ran.`,
      option,
      height: Math.min(80 + 30 * lanes, 320),
      trialOf: (data) => (data as readonly number[])[3],
    }).element,
  );
};
