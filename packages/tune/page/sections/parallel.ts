import { h, ramp, rampKey, section } from "@kaviar/page";
import { valueRange } from "@kaviar/page/charts";
import { parallelCoordinates } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { lane } from "../parallel-lane.ts";
import { standingColour } from "../standing.ts";
import { trialChart } from "../trial-chart.ts";

const most = 10;

export const parallel = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const parameters = study.byImportance(objective).slice(0, most);
  const { axes, lines } = parallelCoordinates(study.history, { objective, parameters });
  if (lines.length < 2 || parameters.length < 2) return undefined;
  const ranks = study.ranks(objective);
  const range = valueRange(
    lines.map(({ values }) => values.at(-1) as number),
    study.directions[objective]!,
  );
  const isAbsent = axes.map((_, i) => lines.some(({ values }) => values[i] === undefined));
  // The best are drawn last, on top.
  const sorted = [...lines].sort((a, b) => ranks.get(b.trial)! - ranks.get(a.trial)!);
  const option = () => {
    const shade = ramp();
    const lanes = axes.map((axis, dim) =>
      lane(axis, { dim, hasAbsent: isAbsent[dim]!, ...(dim === axes.length - 1 && range) }),
    );
    const look = (share: number, feasible: boolean) =>
      feasible
        ? { color: shade(share), opacity: opacityOf(share, lines.length), width: 1.2 }
        : { color: standingColour("infeasible"), opacity: Math.min(0.35, 40 / lines.length), width: 1, type: "dashed" };
    return {
      parallel: { left: 40, right: 50, top: 46, bottom: 20, axisExpandable: false },
      parallelAxis: lanes.map((each) => each.option),
      series: [
        {
          type: "parallel",
          inactiveOpacity: 0.02,
          emphasis: { lineStyle: { width: 3, opacity: 1 } },
          data: sorted.map(({ trial, values, feasible }) => ({
            trial,
            value: values.map((value, i) => lanes[i]!.place(value)),
            lineStyle: look(ranks.get(trial)!, feasible),
          })),
        },
      ],
    };
  };
  const of =
    study.parameters.length > most ? ` The ${most} most important of ${study.parameters.length} parameters.` : "";
  const broken = lines.some(({ feasible }) => !feasible) ? " Dashed ones break their constraints." : "";
  const absent = isAbsent.some(Boolean) ? " What has no such parameter passes at its foot, “absent”." : "";
  return section(
    study.titled("Parallel coordinates", objective),
    `Each line is a complete trial. Drag along an axis to keep only the trials that pass there.${absent}${broken}${of}`,
    h("div", { class: "controls" }, rampKey("best", "worst")),
    h(
      "div",
      { class: "scroll" },
      h(
        "div",
        { class: "broad", style: `--broad:${80 * axes.length}px` },
        trialChart(study, {
          label: `${lines.length} trials across ${parameters.join(", ")} to the value.`,
          option,
          height: 360,
          trialOf: (data) => (data as { readonly trial?: number } | undefined)?.trial,
        }).element,
      ),
    ),
  );
};

/** The best sixty or so stand out however many there are. */
const opacityOf = (share: number, count: number): number =>
  Math.min(0.2, 20 / count) + 0.6 * Math.exp((-share * count) / 60);
