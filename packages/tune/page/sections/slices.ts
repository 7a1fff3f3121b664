import { h, mixed, rgb, section } from "@kaviar/page";
import { marks, placed, valueRange, within, zoom } from "@kaviar/page/charts";
import { type Slice, slice } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { trialChart } from "../trial-chart.ts";
import { byShare, infeasibleMarks, infeasibleNote, trialMarks } from "../trial-marks.ts";

const most = 24;

/** So many colours tell early trials from late ones. */
const ages = 6;

export const slices = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const names = study.byImportance(objective).slice(0, most);
  const all = names.map((name) => slice(study.history, name, { objective })).filter(({ points }) => points.length > 0);
  if (all.length === 0) return undefined;
  return section(
    study.titled("Slices", objective),
    `Each parameter against the value, where it was active; the stronger the colour, the later the trial.${infeasibleNote(all.flatMap(({ points }) => points))}`,
    h("div", { class: "small" }, ...all.map((each) => h("div", {}, plot(study, objective, each)))),
  );
};

const plot = (study: PageStudy, objective: number, { x, y, points }: Slice): HTMLElement => {
  const range = valueRange(
    points.map((point) => point.y),
    study.directions[objective]!,
  );
  const last = study.trials.at(-1)!.number || 1;
  const able = points.filter(({ feasible }) => feasible);
  const byAge = byShare(able, ({ trial }) => 1 - trial / last, ages);
  const option = () => {
    const across = placed(x);
    const at = { x: (point: Point) => across.place(point.x, point.trial), y: (point: Point) => point.y };
    const shade = (share: number) => mixed(rgb("card"), rgb("accent"), 1 - 0.75 * share);
    return {
      ...zoom(),
      grid: { left: 4, right: 12, top: 8, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
      xAxis: { splitNumber: 3, ...across.option },
      yAxis: { ...within(placed(y).option, range), name: "", splitNumber: 4 },
      layer: marks([
        infeasibleMarks(points, at),
        ...byAge.map((group) => trialMarks(group.points, { ...at, colour: shade(group.share), least: 0.8 })),
      ]),
    };
  };
  return trialChart(study, {
    label: `${x.label} against the value, ${points.length} trials.`,
    option,
    height: 210,
  }).element;
};

type Point = Slice["points"][number];
