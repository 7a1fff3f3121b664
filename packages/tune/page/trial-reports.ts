import { formatNumber, formatValues, h, list } from "@kaviar/page";
import { chart, placed, tooltip, zoom } from "@kaviar/page/charts";
import type { ReportTrial } from "../src/report/report-data.ts";
import type { PageStudy } from "./page-study.ts";
import { standingColour, standingOf } from "./standing.ts";

const colours = ["complete", "pruned", "running", "model", "other"] as const;

/** What one trial reported: a curve an objective, and the numbers. Made once, and shown for one trial after another. */
export const trialReports = (study: PageStudy) => {
  let trial: ReportTrial | undefined;
  const reports = () => [...(trial?.reports ?? [])].sort((a, b) => a.step - b.step);
  const option = () => ({
    ...tooltip((data) => {
      const [step, value] = data as readonly [number, number];
      return `${formatNumber(value)} at step ${step}`;
    }),
    ...zoom(),
    xAxis: { ...placed({ label: "step", scale: "linear", whole: true }).option, min: "dataMin", max: "dataMax" },
    yAxis: placed(
      { label: study.directions.length === 1 ? study.objectiveLabel(0) : "value", scale: "linear" },
      { nameGap: 46 },
    ).option,
    series: study.directions.map((_, objective) => ({
      type: "line",
      name: study.objectiveLabel(objective),
      symbolSize: 5,
      data: reports()
        .map(({ step, values }) => [step, values[objective]!])
        .filter(([, value]) => Number.isFinite(value)),
      lineStyle: { width: 1.6, color: colourOf(objective) },
      itemStyle: { color: colourOf(objective) },
    })),
  });
  const colourOf = (objective: number) =>
    study.directions.length === 1 && trial !== undefined
      ? standingColour(standingOf(trial))
      : standingColour(colours[objective % colours.length] as "complete");
  const curve = chart(() => `What trial ${trial?.number} reported.`, option, { height: 220 });
  const numbers = h("details");
  const element = h("div", { class: "part" }, h("h3", {}, "Reports"), curve.element, numbers);
  return {
    element,
    show: (shown: ReportTrial) => {
      trial = shown;
      const all = reports();
      element.hidden = all.length === 0;
      const rows = all.map(({ step, values }) => [h("td", {}, String(step)), h("td", {}, formatValues(values))]);
      numbers.replaceChildren(
        h("summary", {}, `${all.length} reports as numbers`),
        list(["step", study.directions.map((_, i) => study.objectiveLabel(i)).join(", ")], rows),
      );
      if (all.length > 0) curve.draw();
    },
  };
};
