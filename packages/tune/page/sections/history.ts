import { colour, formatNumber, section } from "@kaviar/page";
import { chart, placed, valueRange, within, zoom } from "@kaviar/page/charts";
import { optimizationHistory } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { stateColour } from "../state-colour.ts";
import { third, trialTooltip } from "../trial-tooltip.ts";

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
    ...trialTooltip(study, third),
    ...zoom(),
    xAxis: { ...placed(x).option, min: 0, max: Math.max(last, 1) },
    yAxis: within(placed(y, { nameGap: 46 }).option, range),
    series: [
      {
        type: "scatter",
        data: of(true),
        symbolSize: points.length > 1000 ? 4 : 7,
        itemStyle: { color: stateColour("complete"), opacity: 0.5 },
        clip: true,
      },
      {
        type: "scatter",
        data: of(false),
        symbol: "diamond",
        symbolSize: 7,
        itemStyle: { color: stateColour("failed"), opacity: 0.6 },
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
  const says = `Each point is a complete trial${best.length < points.length ? "; the line is the best so far" : ""}.${of(false).length > 0 ? " Diamonds break their constraints." : ""}${outside > 0 ? ` ${outside} worse ones lie outside.` : ""} Ctrl and wheel zoom, a double click shows all.`;
  const found = best.at(-1);
  return section(
    study.titled("History", objective),
    says,
    chart(
      `Values by trial; the best is ${found === undefined ? "none" : `${formatNumber(found.value)} in trial ${found.trial}`}.`,
      option,
    ).element,
  );
};
