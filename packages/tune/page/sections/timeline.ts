import { plural } from "@kaviar/base/text";
import { colour, section } from "@kaviar/page";
import { type Layer, placed, zoom } from "@kaviar/page/charts";
import { type Timeline, timeline as timelineOf } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { standingAs, standingColour, standings } from "../standing.ts";
import { trialChart } from "../trial-chart.ts";

export const timeline = (study: PageStudy): HTMLElement | undefined => {
  const { x, bars, lanes, start } = timelineOf(study.history, { now: study.renderedAt });
  if (bars.length === 0) return undefined;
  const end = bars.reduce((latest, { to }) => Math.max(latest, to), 0.001);
  const option = () => ({
    ...zoom(["x"]),
    xAxis: { ...placed(x).option, min: 0, max: end },
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
    layer: barsOf(bars, end, lanes),
  });
  return section(
    "Timeline",
    `When each trial ran, from ${new Date(start).toLocaleString()}; up to ${plural(lanes, "trial")} at once. Ctrl and wheel zoom.`,
    trialChart(study, {
      label: `When ${bars.length} trials ran.`,
      option,
      height: Math.min(80 + 30 * lanes, 320),
    }).element,
  );
};

/** A bar for each trial in its lane; what is shorter than a pixel is one wide. */
const barsOf = (bars: Timeline["bars"], end: number, lanes: number): Layer => ({
  x: [0, end],
  y: [-0.5, lanes - 0.5],
  draw: (context, frame, sharpness) => {
    const height = Math.max(Math.min((0.8 * frame.height) / lanes, 26 * sharpness), 1);
    const colours = standings.map(standingColour);
    for (const { from, to, lane, state, feasible } of bars) {
      const left = frame.x(from);
      const width = Math.max(frame.x(to) - left - 0.5 * sharpness, 1);
      if (left > frame.width || left + width < 0) continue;
      context.fillStyle = colours[standings.indexOf(standingAs(state, feasible))]!;
      context.fillRect(left, frame.y(lane) - height / 2, width, height);
    }
  },
  find: (left, top, frame) => {
    const height = frame.height / lanes;
    const found = bars.findLast(
      ({ from, to, lane }) =>
        Math.abs(frame.y(lane) - top) <= height / 2 && frame.x(from) - 1 <= left && frame.x(to) + 1 >= left,
    );
    return found && { data: found.trial, outline: [] };
  },
});
