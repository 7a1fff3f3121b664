import { colour, formatNumber, h, ramp, rampKey, section, select } from "@kaviar/page";
import { type Chart, placed, tooltip, zoom } from "@kaviar/page/charts";
import { type Contour, contour, rank } from "../../src/report/plots/index.ts";
import type { Value } from "../../src/space/dimension.ts";
import { infeasibleNote, infeasiblePoints } from "../infeasible.ts";
import type { PageStudy } from "../page-study.ts";
import { trialChart } from "../trial-chart.ts";

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
    `Left the value, smoothed over all other parameters and blank where no trial was near; right each trial by its rank.${infeasibleNote(contour(study.history, chosen, { objective }).points)}`,
    h("div", { class: "controls" }, control("across", 0), control("up", 1), rampKey("best", "worst")),
    h("div", { class: "two" }, ...charts.map(({ element }) => h("div", {}, element))),
  );
};

const contours = (study: PageStudy, names: Chosen, objective: number): Chart => {
  const option = () => {
    const drawn = contour(study.history, names, { objective });
    const shade = ramp();
    const [across, up] = [placed(drawn.x), placed(drawn.y, { nameGap: 46 })];
    const cells = cellsOf(drawn, across.place, up.place, study.directions[objective] === "maximize");
    const marks = (feasible: boolean) =>
      drawn.points
        .filter((point) => point.feasible === feasible)
        .map(({ x, y, trial }) => [across.place(x, trial), up.place(y, trial), trial]);
    return {
      ...zoom(),
      xAxis: { ...across.option, splitLine: { show: false } },
      yAxis: { ...up.option, splitLine: { show: false } },
      series: [
        {
          type: "custom",
          clip: true,
          data: cells,
          encode: { x: [0, 1], y: [2, 3] },
          ...tooltip((data) => `about ${formatNumber((data as readonly number[])[5]!)}`),
          renderItem: (_: unknown, api: Api) => {
            const from = api.coord([api.value(0), api.value(2)]);
            const to = api.coord([api.value(1), api.value(3)]);
            return {
              type: "rect",
              shape: {
                x: Math.min(from[0], to[0]),
                y: Math.min(from[1], to[1]),
                width: Math.abs(to[0] - from[0]) + 0.6,
                height: Math.abs(to[1] - from[1]) + 0.6,
              },
              style: { fill: shade(api.value(4)) },
            };
          },
        },
        {
          type: "scatter",
          clip: true,
          symbolSize: drawn.points.length > 1000 ? 2 : 4,
          itemStyle: { color: "#ffffff", borderColor: "#000000", borderWidth: 0.6, opacity: 0.7 },
          data: marks(true),
        },
        infeasiblePoints(marks(false), drawn.points.length > 1000 ? 3 : 6),
      ],
    };
  };
  return trialChart(study, { label: () => `The value by ${names[0]} and ${names[1]}.`, option, height: 360 });
};

interface Api {
  value(i: number): number;
  coord(at: readonly number[]): [number, number];
}

/** Each cell as its four edges on the axes, its colour from 0 (best) to 1 (worst), and its value. */
const cellsOf = (
  { grid, x, y }: Contour,
  placeX: (value: Value) => number,
  placeY: (value: Value) => number,
  more: boolean,
): readonly (readonly number[])[] => {
  // Means of equal values differ in their last digits, and would take all colours.
  const values = grid.values.map((row) => row.map((value) => value && Number(value.toPrecision(9))));
  const present = [...new Set(values.flat().filter((value) => value !== undefined))].sort((a, b) =>
    more ? b - a : a - b,
  );
  // Colours by the cells' own ranks, so that one steep corner does not take all of them.
  const share = new Map(present.map((value, i) => [value, i / Math.max(present.length - 1, 1)]));
  const [acrossEdges, upEdges] = [
    edgesOf(
      grid.xs.map((value) => placeX(value)),
      x.scale,
    ),
    edgesOf(
      grid.ys.map((value) => placeY(value)),
      y.scale,
    ),
  ];
  return values.flatMap((row, r) =>
    row.flatMap((value, c) =>
      value === undefined ? [] : [[...acrossEdges[c]!, ...upEdges[r]!, share.get(value)!, value]],
    ),
  );
};

/** Half way to the neighbours, on the axis's scale; a category is 1 wide. */
const edgesOf = (places: readonly number[], scale: string): readonly (readonly [number, number])[] => {
  if (scale === "category") return places.map((place) => [place - 0.5, place + 0.5]);
  const isLog = scale !== "linear";
  const [on, off] = isLog ? [Math.log, Math.exp] : [(t: number) => t, (t: number) => t];
  const at = places.map(on);
  return at.map((t, i) => {
    const before = at[i - 1] ?? t - ((at[i + 1] ?? t + 1) - t);
    const after = at[i + 1] ?? t + (t - before);
    return [off((before + t) / 2), off((t + after) / 2)];
  });
};

const ranks = (study: PageStudy, names: Chosen, objective: number): Chart => {
  const option = () => {
    const { x, y, points } = rank(study.history, names, { objective });
    const shade = ramp();
    const [across, up] = [placed(x), placed(y, { nameGap: 46 })];
    const able = points.filter(({ feasible }) => feasible).sort((a, b) => b.rank - a.rank);
    const mark = (point: (typeof points)[number]) => [
      across.place(point.x, point.trial),
      up.place(point.y, point.trial),
      point.trial,
    ];
    return {
      ...zoom(),
      xAxis: across.option,
      yAxis: up.option,
      series: [
        infeasiblePoints(points.filter(({ feasible }) => !feasible).map(mark), points.length > 1000 ? 5 : 8),
        {
          type: "scatter",
          clip: true,
          symbolSize: points.length > 1000 ? 4 : 8,
          itemStyle: {
            color: ({ dataIndex }: { dataIndex: number }) => shade(able[dataIndex]!.rank),
            borderColor: colour.card(),
            borderWidth: 0.5,
          },
          data: able.map(mark),
        },
      ],
    };
  };
  return trialChart(study, {
    label: () => `The rank of each trial by ${names[0]} and ${names[1]}.`,
    option,
    height: 360,
  });
};
