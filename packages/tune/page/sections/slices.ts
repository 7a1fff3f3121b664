import { colour, h, section } from "@kaviar/page";
import { placed, valueRange, within, zoom } from "@kaviar/page/charts";
import { slice } from "../../src/report/plots/index.ts";
import { infeasibleNote, infeasiblePoints } from "../infeasible.ts";
import type { PageStudy } from "../page-study.ts";
import { trialChart } from "../trial-chart.ts";

const most = 24;

export const slices = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const names = study.byImportance(objective).slice(0, most);
  const all = names.map((name) => slice(study.history, name, { objective })).filter(({ points }) => points.length > 0);
  if (all.length === 0) return undefined;
  const last = study.trials.at(-1)!.number || 1;
  const plots = all.map(({ x, y, points }) => {
    const range = valueRange(
      points.map((point) => point.y),
      study.directions[objective]!,
    );
    const option = () => {
      const across = placed(x);
      const marks = (feasible: boolean) =>
        points
          .filter((point) => point.feasible === feasible)
          .map((point) => [across.place(point.x, point.trial), point.y, point.trial]);
      return {
        ...zoom(),
        grid: { left: 4, right: 12, top: 8, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" },
        xAxis: { splitNumber: 3, ...across.option },
        yAxis: { ...within(placed(y).option, range), name: "", splitNumber: 4 },
        series: [
          infeasiblePoints(marks(false), points.length > 1000 ? 4 : 6),
          {
            type: "scatter",
            symbolSize: points.length > 1000 ? 3 : 6,
            data: marks(true),
            itemStyle: {
              color: ({ data }: { data: number[] }) => colour.accent() + alpha(0.2 + (0.65 * data[2]!) / last),
            },
            clip: true,
          },
        ],
      };
    };
    return h(
      "div",
      {},
      trialChart(study, { label: `${x.label} against the value, ${points.length} trials.`, option, height: 210 })
        .element,
    );
  });
  return section(
    study.titled("Slices", objective),
    `Each parameter against the value, where it was active; the stronger the colour, the later the trial.${infeasibleNote(all.flatMap(({ points }) => points))}`,
    h("div", { class: "small" }, ...plots),
  );
};

/** As the last two digits of a colour. */
const alpha = (opacity: number): string =>
  Math.round(255 * opacity)
    .toString(16)
    .padStart(2, "0");
