import { channels, formatNumber, h, ramp, rampKey, section, select } from "@kaviar/page";
import { type Chart, marks, type Placed, placed, zoom } from "@kaviar/page/charts";
import { type Contour, contour, type Rank, rank } from "../../src/report/plots/index.ts";
import type { Value } from "../../src/space/dimension.ts";
import { aboveCells, cellsOf, edgesOf } from "../contour-cells.ts";
import type { PageStudy } from "../page-study.ts";
import { trialChart } from "../trial-chart.ts";
import { byShare, infeasibleMarks, infeasibleNote, trialMarks } from "../trial-marks.ts";

/** The names of two parameters, as they are chosen at the moment. */
type Chosen = readonly [string, string];

/** Two parameters at once, the two most important first: the smoothed value, and each trial's rank. */
export const landscape = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const names = study.byImportance(objective);
  if (names.length < 2 || study.ranks(objective).size < 3) return undefined;
  const chosen: [string, string] = [names[0]!, names[1]!];
  const charts = [contours(study, chosen, objective), ranks(study, chosen, objective)];
  const control = (label: string, at: 0 | 1) =>
    select(label, names, at, (i) => {
      chosen[at] = names[i]!;
      for (const chart of charts) chart.draw();
    });
  return section(
    study.titled("Two parameters", objective, "and"),
    `Left the value, smoothed over all other parameters and blank where no trial was near; right each trial by its rank.${infeasibleNote(rank(study.history, chosen, { objective }).points)}`,
    h("div", { class: "controls" }, control("across", 0), control("up", 1), rampKey("best", "worst")),
    h("div", { class: "two" }, ...charts.map(({ element }) => h("div", {}, element))),
  );
};

const contours = (study: PageStudy, names: Chosen, objective: number): Chart => {
  const option = () => {
    const { x, y, points, grid } = contour(study.history, names, { objective });
    const [across, up] = [placed(x), placed(y, { nameGap: 46 })];
    const at = placing<Contour["points"][number]>(across, up);
    const able = points.filter(({ feasible }) => feasible);
    return {
      ...zoom(),
      xAxis: { ...across.option, splitLine: { show: false } },
      yAxis: { ...up.option, splitLine: { show: false } },
      layer: aboveCells(
        cellsOf(grid, edgesOf(grid.xs, across, x.scale), edgesOf(grid.ys, up, y.scale), study.directions[objective]!),
        marks([
          trialMarks(able, { ...at, colour: [0, 0, 0], size: 0.9 }),
          trialMarks(able, { ...at, colour: [255, 255, 255], size: 0.55 }),
          infeasibleMarks(points, at),
        ]),
        able.length > 2_000 ? 0.4 : 0.75,
      ),
    };
  };
  return trialChart(study, {
    label: () => `The value by ${names[0]} and ${names[1]}.`,
    option,
    tip: (data) => `about ${formatNumber((data as { readonly value: number }).value)}`,
    height: 360,
  });
};

/** So many colours tell good trials from bad ones. */
const shades = 24;

const ranks = (study: PageStudy, names: Chosen, objective: number): Chart => {
  const option = () => {
    const { x, y, points } = rank(study.history, names, { objective });
    const [across, up] = [placed(x), placed(y, { nameGap: 46 })];
    const at = placing<Rank["points"][number]>(across, up);
    const shade = ramp();
    const able = points.filter(({ feasible }) => feasible);
    const byRank = byShare(able, (point) => point.rank, shades);
    return {
      ...zoom(),
      xAxis: across.option,
      yAxis: up.option,
      layer: marks([
        infeasibleMarks(points, at),
        ...byRank.map((group) => trialMarks(group.points, { ...at, colour: channels(shade(group.share)), least: 0.9 })),
      ]),
    };
  };
  return trialChart(study, {
    label: () => `The rank of each trial by ${names[0]} and ${names[1]}.`,
    option,
    height: 360,
  });
};

const placing = <P extends { readonly x: Value; readonly y: Value; readonly trial: number }>(
  across: Placed,
  up: Placed,
) => ({
  x: (point: P) => across.place(point.x, point.trial),
  y: (point: P) => up.place(point.y, point.trial),
});
