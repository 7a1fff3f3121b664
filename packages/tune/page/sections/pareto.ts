import { plural } from "@kaviar/base/text";
import { colour, formatNumber, formatValues, h, rgb, section, select } from "@kaviar/page";
import { marks, placed, zoom } from "@kaviar/page/charts";
import { hypervolumeHistory, type ParetoPlot, paretoPlot } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { trialChart } from "../trial-chart.ts";
import { infeasibleMarks, infeasibleNote, trialMarks } from "../trial-marks.ts";

type Point = ParetoPlot["points"][number];

export const pareto = (study: PageStudy): HTMLElement | undefined => {
  const { axes, points } = paretoPlot(study.history);
  if (study.directions.length < 2 || points.length === 0) return undefined;
  const front = points.filter((point) => point.front === 0);
  const chosen: [number, number] = [0, 1];
  const behind = points.filter((point) => point.front !== 0 && point.front !== undefined);
  const judged = points.map((point) => ({ ...point, feasible: point.front !== undefined }));
  const option = () => {
    const [across, up] = chosen;
    const at = { x: ({ values }: Point) => values[across]!, y: ({ values }: Point) => values[up]! };
    return {
      ...zoom(),
      xAxis: placed(axes[across]!).option,
      yAxis: placed(axes[up]!, { nameGap: 46 }).option,
      layer: marks([
        infeasibleMarks(judged, at),
        trialMarks(behind, { ...at, colour: rgb("waiting") }),
        trialMarks(front, { ...at, colour: rgb("accent"), size: 1.5 }),
      ]),
    };
  };
  const label = `${front.length} trials on the Pareto front of ${points.length}.`;
  const drawn = trialChart(study, { label, option, height: 380 });
  const names = axes.map(({ label }, i) => `${label} (${study.directions[i]})`);
  const control = (label: string, at: 0 | 1) =>
    select(label, names, chosen[at], (i) => {
      chosen[at] = i;
      drawn.draw();
    });
  return section(
    "Pareto front",
    `${plural(front.length, "trial")} (in colour) that no other beats in every objective, of ${points.length}.${infeasibleNote(judged)}`,
    names.length > 2 ? h("div", { class: "controls" }, control("across", 0), control("up", 1)) : undefined,
    drawn.element,
  );
};

export const hypervolume = (study: PageStudy): HTMLElement | undefined => {
  if (study.directions.length < 2 || study.directions.length > 4) return undefined;
  const { x, y, points, reference } = hypervolumeHistory(study.history);
  if (points.length === 0) return undefined;
  const end = { trial: study.trials.at(-1)!.number, hypervolume: points.at(-1)!.hypervolume };
  const option = () => ({
    ...zoom(),
    xAxis: { ...placed(x).option, min: 0 },
    yAxis: placed(y, { nameGap: 46 }).option,
    series: [
      {
        type: "line",
        step: "end",
        silent: true,
        showSymbol: false,
        clip: true,
        data: [...points, end].map((point) => [point.trial, point.hypervolume]),
        lineStyle: { color: colour.accent(), width: 2 },
      },
    ],
    layer: marks([
      trialMarks(points, { x: ({ trial }) => trial, y: (point) => point.hypervolume, colour: rgb("accent") }),
    ]),
  });
  return section(
    "Hypervolume",
    `How much of the space of values the trials so far dominate, up to (${formatValues(reference)}). At the end ${formatNumber(end.hypervolume)}.`,
    trialChart(study, { label: "The hypervolume by trial.", option, height: 380 }).element,
  );
};
