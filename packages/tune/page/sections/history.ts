import { colour, formatNumber, section } from "@kaviar/page";
import { placed, valueRange, within, zoom } from "@kaviar/page/charts";
import { optimizationHistory } from "../../src/report/plots/index.ts";
import { infeasibleNote, infeasiblePoints } from "../infeasible.ts";
import type { PageStudy } from "../page-study.ts";
import { standingColour } from "../standing.ts";
import { trialChart } from "../trial-chart.ts";

export const history = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const { x, y, points, best } = optimizationHistory(study.history, { objective });
  if (points.length === 0) return undefined;
  const { outside, ...range } = valueRange(
    points.map(({ value }) => value),
    study.directions[objective]!,
  );
  const last = study.trials.at(-1)!.number;
  const steps = [...best, { trial: last, value: best.at(-1)?.value ?? Number.NaN }];
  const of = (feasible: boolean) =>
    points.filter((point) => point.feasible === feasible).map(({ trial, value }) => [trial, value, trial]);
  const option = () => ({
    ...zoom(),
    xAxis: { ...placed(x).option, min: 0, max: Math.max(last, 1) },
    yAxis: within(placed(y, { nameGap: 46 }).option, range),
    series: [
      infeasiblePoints(of(false), points.length > 1000 ? 5 : 8),
      {
        type: "scatter",
        data: of(true),
        symbolSize: points.length > 1000 ? 4 : 7,
        itemStyle: { color: standingColour("complete"), opacity: 0.5 },
        clip: true,
      },
      {
        type: "line",
        step: "end",
        data: steps.map(({ trial, value }) => [trial, value, trial]),
        symbolSize: 5,
        showSymbol: steps.length < 60,
        lineStyle: { color: colour.accent(), width: 2.5 },
        itemStyle: { color: colour.accent() },
        clip: true,
      },
    ],
  });
  const says = `Each point is a complete trial${best.length < points.length ? "; the line is the best so far" : ""}.${infeasibleNote(points)}${outside > 0 ? ` ${outside} worse ones lie outside.` : ""} Ctrl and wheel zoom, a double click shows all.`;
  const found = best.at(-1);
  return section(
    study.titled("History", objective),
    says,
    trialChart(study, {
      label: `Values by trial; the best is ${found === undefined ? "none" : `${formatNumber(found.value)} in trial ${found.trial}`}.`,
      option,
    }).element,
  );
};
