import { colour, colourKey, h, list, section, shownScore } from "@kaviar/page";
import { chart, namesAxis, placed, tooltip } from "@kaviar/page/charts";
import type { Contender, FitReport } from "../../../src/report/fit-report.ts";
import { parts } from "../parts.ts";
import { spread } from "../score.ts";
import { whiskers } from "../whiskers.ts";

const names: Readonly<Record<Contender["name"], string>> = {
  dummy: "constant answer",
  linear: "linear model",
  single: "best pipeline",
  ensemble: "ensemble",
};

/** What the search has bought: a constant, a linear model, the best pipeline, the ensemble. */
export const bought = ({ bought: all, metric, honest, chosen }: FitReport): HTMLElement | undefined => {
  if (all.length === 0) return undefined;
  const ends = all.flatMap(({ folds, honest }) => [
    ...(folds ? [folds.mean, folds.mean - (folds.std || 0), folds.mean + (folds.std || 0)] : []),
    ...(honest === undefined ? [] : [honest]),
  ]);
  const axis = { label: metric.title, scale: "linear" as const, low: Math.min(...ends), high: Math.max(...ends) };
  const option = () => ({
    ...tooltip((data) => {
      const { at } = data as { readonly at: number };
      return describe(all[at]!, metric.title);
    }),
    grid: { left: 8, right: 24, top: 8, bottom: 24, containLabel: true },
    xAxis: placed(axis).option,
    yAxis: namesAxis(all.map(({ name }) => names[name])),
    series: [
      whiskers(
        all.flatMap(({ folds }, at) =>
          folds && Number.isFinite(folds.std) ? [[folds.mean - folds.std, folds.mean + folds.std, at] as const] : [],
        ),
        colour.soft(),
      ),
      {
        type: "scatter",
        symbolSize: 11,
        data: all.flatMap(({ folds }, at) => (folds ? [{ value: [folds.mean, at], at }] : [])),
        itemStyle: { color: honest ? colour.soft() : colour.accent() },
        z: 6,
      },
      {
        type: "scatter",
        symbol: "diamond",
        symbolSize: 15,
        data: all.flatMap(({ honest }, at) => (honest === undefined ? [] : [{ value: [honest, at], at }])),
        itemStyle: { color: colour.accent() },
        z: 7,
      },
    ],
  });
  const rows = all.map((contender) => [
    h(
      "th",
      { scope: "row" },
      names[contender.name],
      contender.name === chosen ? h("span", { class: "chosen" }, "chosen") : undefined,
    ),
    h("td", {}, contender.folds ? spread(contender.folds) : "–"),
    ...(honest ? [h("td", {}, shownScore(contender.honest))] : []),
    h("td", {}, contender.parts === undefined ? "–" : String(contender.parts)),
    h("td", { class: "wrap" }, parts(contender.words)),
  ]);
  return section(
    "What the search has bought",
    `How far the model is from knowing nothing and from a linear model. ${metric.better === "higher" ? "Right" : "Left"} is better${honest ? `; where the ${honest.rows} rows held out say less than the folds, believe the rows held out` : ""}.`,
    h(
      "div",
      {},
      chart(`${metric.title} of ${all.map((each) => describe(each, "score")).join("; ")}.`, option, {
        height: 66 + 34 * all.length,
      }).element,
      colourKey([
        { name: "on the folds, ± one standard deviation", colour: honest ? "soft" : "accent" },
        ...(honest ? [{ name: "on rows held out", colour: "accent" }] : []),
      ]),
      list(["", "folds", ...(honest ? ["held out"] : []), "parts", "what it is"], rows),
    ),
  );
};

const describe = ({ name, folds, honest }: Contender, title: string): string =>
  `${names[name]}: ${[
    ...(folds ? [`${title} ${spread(folds)} on the folds`] : []),
    ...(honest === undefined ? [] : [`${shownScore(honest)} on rows held out`]),
  ].join(", ")}`;
