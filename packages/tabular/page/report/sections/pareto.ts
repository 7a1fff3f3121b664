import { plural } from "@kaviar/base/text";
import { colour, formatNumber, h, outsideNote, section, select, shownScore } from "@kaviar/page";
import { chart, placed, tooltip, valueRange, within } from "@kaviar/page/charts";
import type { FitReport, Place } from "../../../src/report/fit-report.ts";

/** Score against what a pipeline costs: its parts, or its work for a row. */
export const pareto = ({ front, cloud, metric }: FitReport): HTMLElement | undefined => {
  if (front.length === 0 || cloud.length < 2) return undefined;
  const axes = [
    { label: "parts", scale: "linear", of: ({ parts }: Place) => parts, at: 1 },
    { label: "work for a row", scale: "log", of: ({ work }: Place) => Math.max(work, 1), at: 2 },
  ] as const;
  let axis: (typeof axes)[number] = axes[0];
  const onFront = new Set(front.map(({ trial }) => trial));
  const { outside, ...range } = valueRange(
    cloud.map(([score]) => score),
    metric.better === "higher" ? "maximize" : "minimize",
  );
  const option = () => {
    const { label, scale, of, at } = axis;
    const across = cloud.map((point) => Math.max(point[at], scale === "log" ? 1 : 0));
    const [low, high] = [Math.min(...across), Math.max(...across)];
    return {
      ...tooltip((data) => {
        const { place, trial } = data as { readonly place?: Place; readonly trial: number };
        if (!place) return `pipeline ${trial}`;
        return h(
          "div",
          { class: "tip" },
          h("b", {}, shownScore(place.score)),
          ` · ${plural(place.parts, "part")} · work ${formatNumber(place.work)}`,
          h("div", {}, place.words),
        );
      }),
      xAxis: placed({ label, scale, low, high }, scale === "linear" ? { minInterval: 1 } : {}).option,
      yAxis: within(placed({ label: metric.title, scale: "linear" }, { nameGap: 46 }).option, range),
      series: [
        {
          type: "scatter",
          symbolSize: 5,
          clip: true,
          data: cloud.flatMap((point, i) =>
            onFront.has(point[3]) ? [] : [{ value: [across[i], point[0]], trial: point[3] }],
          ),
          itemStyle: { color: colour.soft(), opacity: 0.45 },
        },
        {
          type: "scatter",
          symbolSize: 10,
          clip: true,
          data: front.map((place) => ({ value: [of(place), place.score], place })),
          itemStyle: { color: colour.accent() },
        },
      ],
    };
  };
  const drawn = chart(
    `${metric.title} against parts, of ${cloud.length} pipelines; ${front.length} are on the front.`,
    option,
    { height: 296 },
  );
  const control = select(
    "against",
    axes.map(({ label }) => label),
    0,
    (at) => {
      axis = axes[at]!;
      drawn.draw();
    },
  );
  return section(
    "Good and simple",
    `${plural(front.length, "pipeline")} (in colour) that no other beats in score, parts and work at once: take one further left if you want to read it or run it fast.${outsideNote(outside)}`,
    h("div", {}, h("div", { class: "controls" }, control), drawn.element),
  );
};
