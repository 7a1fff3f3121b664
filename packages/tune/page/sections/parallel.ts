import { colour, formatValue, h, ramp, rampKey, section } from "@kaviar/page";
import { chart, type Option, placed, valueRange } from "@kaviar/page/charts";
import { type Axis, parallelCoordinates } from "../../src/report/plots/index.ts";
import type { Value } from "../../src/space/dimension.ts";
import type { PageStudy } from "../page-study.ts";
import { trialTooltip } from "../trial-tooltip.ts";

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
  // The best are drawn last, on top.
  const sorted = [...lines].sort((a, b) => ranks.get(b.trial)! - ranks.get(a.trial)!);
  const clamp = (value: number) => Math.min(Math.max(value, range.min ?? value), range.max ?? value);
  const option = () => {
    const shade = ramp();
    return {
      ...trialTooltip(study, (data) => (data as { trial?: number }).trial),
      parallel: { left: 40, right: 50, top: 46, bottom: 20, axisExpandable: false },
      parallelAxis: axes.map((axis, dim) => axisOption(axis, dim, dim === axes.length - 1 ? range : {})),
      series: [
        {
          type: "parallel",
          inactiveOpacity: 0.02,
          emphasis: { lineStyle: { width: 3, opacity: 1 } },
          data: sorted.map(({ trial, values }) => {
            const share = ranks.get(trial)!;
            return {
              trial,
              value: values.map((value, i) =>
                value === undefined ? "-" : i === axes.length - 1 ? clamp(value as number) : placeOf(axes[i]!, value),
              ),
              lineStyle: { color: shade(share), opacity: opacityOf(share, lines.length), width: 1.2 },
            };
          }),
        },
      ],
    };
  };
  const of =
    study.parameters.length > most ? ` The ${most} most important of ${study.parameters.length} parameters.` : "";
  return section(
    study.titled("Parallel coordinates", objective),
    `Each line is a complete trial. Drag along an axis to keep only the trials that pass there.${of}`,
    h("div", { class: "controls" }, rampKey("best", "worst")),
    h(
      "div",
      { class: "scroll" },
      h(
        "div",
        { class: "broad", style: `--broad:${80 * axes.length}px` },
        chart(`${lines.length} trials across ${parameters.join(", ")} to the value.`, option, { height: 360 }).element,
      ),
    ),
  );
};

/** The best sixty or so stand out however many there are. */
const opacityOf = (share: number, count: number): number =>
  Math.min(0.2, 20 / count) + 0.6 * Math.exp((-share * count) / 60);

const axisOption = (
  axis: Axis,
  dim: number,
  { min, max }: { readonly min?: number; readonly max?: number },
): Option => {
  const { option } = placed(axis, {}, 0);
  return {
    ...option,
    ...(axis.scale === "category" && { type: "category", data: axis.categories!.map(formatValue) }),
    ...(axis.scale === "category" && { min: undefined, max: undefined, interval: undefined }),
    ...(min !== undefined && { min, max }),
    dim,
    nameLocation: "end",
    nameGap: 12,
    nameTextStyle: { color: colour.text(), width: 108, overflow: "truncate", fontSize: 11.5, align: "center" },
    axisLabel: {
      ...(axis.scale !== "category" && (option.axisLabel as object)),
      color: colour.soft(),
      fontSize: 10.5,
      ...(min !== undefined && { showMinLabel: false, showMaxLabel: false }),
    },
    axisLine: { lineStyle: { color: colour.soft() } },
    areaSelectStyle: { color: colour.accent(), opacity: 0.25, borderColor: colour.accent() },
  };
};

/** Categories go by their name, numbers by their place. */
const placeOf = (axis: Axis, value: Value): string | number =>
  axis.scale === "category" ? formatValue(value) : placed(axis).place(value);
