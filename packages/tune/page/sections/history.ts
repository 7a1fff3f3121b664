import { colour, formatNumber, rgb, section } from "@kaviar/page";
import { marks, placed, valueRange, within, zoom } from "@kaviar/page/charts";
import { optimizationHistory } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { trialChart } from "../trial-chart.ts";
import { infeasibleMarks, infeasibleNote, trialMarks } from "../trial-marks.ts";

export const history = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const { x, y, points, best } = optimizationHistory(study.history, { objective });
  if (points.length === 0) return undefined;
  const { outside, ...range } = valueRange(
    points.map(({ value }) => value),
    study.directions[objective]!,
  );
  const last = study.trials.at(-1)!.number;
  // The marks of the first and the last are seen whole.
  const room = 0.006 * Math.max(last, 1);
  const steps = [...best, { trial: last, value: best.at(-1)?.value ?? Number.NaN }];
  const at = { x: ({ trial }: Point) => trial, y: ({ value }: Point) => value };
  const able = points.filter(({ feasible }) => feasible);
  const option = () => ({
    ...zoom(),
    xAxis: within(placed(x).option, { min: -room, max: Math.max(last, 1) + room }),
    yAxis: within(placed(y, { nameGap: 46 }).option, range),
    series: [
      {
        type: "line",
        step: "end",
        silent: true,
        data: steps.map(({ trial, value }) => [trial, value]),
        showSymbol: false,
        lineStyle: { color: colour.accent(), width: 2.5 },
        clip: true,
      },
    ],
    layer: marks([infeasibleMarks(points, at), trialMarks(able, { ...at, colour: rgb("complete") })]),
  });
  const says = `Each point is a complete trial${best.length < points.length ? "; the line is the best so far" : ""}.${infeasibleNote(points)}${outside > 0 ? ` ${outside} worse ones lie outside.` : ""} The more on one spot, the stronger its colour. Ctrl and wheel zoom, a double click shows all.`;
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

type Point = ReturnType<typeof optimizationHistory>["points"][number];
