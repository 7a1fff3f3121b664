import { plural } from "@kaviar/base/text";
import { colour, h, section, select, shownScore } from "@kaviar/page";
import { chart, namesAxis, placed, tooltip } from "@kaviar/page/charts";
import type { FitReport, ShapOutput, ShapSummary } from "../../../src/report/fit-report.ts";
import { between } from "../between.ts";

const units: Readonly<Record<ShapSummary["of"], string>> = {
  number: "",
  logarithm: " (logarithm)",
  probability: " (probability)",
  "log odds": " (log odds)",
};

/** What each column adds to what is said of single rows. */
export const shap = ({ explained: { shap: found }, target, classes }: FitReport): HTMLElement | undefined => {
  if (!found) return undefined;
  const { outputs, rows, isExact, of } = found;
  let chosen = outputs[0]!;
  const drawn = chart(
    () =>
      `SHAP values${units[of]}: ${chosen.columns.map(({ column, size }) => `${column} ${shownScore(size)}`).join(", ")}.`,
    () => swarm(chosen, units[of]),
    { height: 60 + 34 * chosen.columns.length },
  );
  const control =
    outputs.length > 1
      ? select(
          "class",
          outputs.map(({ label }) => label!),
          0,
          (at) => {
            chosen = outputs[at]!;
            drawn.draw();
          },
        )
      : undefined;
  const what = classes.length === 0 ? target : outputs.length > 1 ? "the chosen class" : `“${chosen.label}”`;
  return section(
    "Why it says what it says",
    `Each point is one of ${plural(rows, "row")}: how far a column moved the answer up (right) or down (left) for ${what}${units[of]}, the most important column on top. Colour is the column's own value; grey ones have no order. ${isExact ? "Exact, by the trees." : "By coalitions of columns (SHAP)."}`,
    h("div", { class: "controls" }, control, h("span", {}, "value: low", h("span", { class: "values" }), "high")),
    drawn.element,
  );
};

const swarm = ({ columns }: ShapOutput, unit: string) => {
  const colourOf = between("low", "high");
  const values = columns.flatMap(({ marks }) => marks.map(([added]) => added));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  return {
    ...tooltip((data) => {
      const { at, mark } = data as { readonly at: number; readonly mark: number };
      const { column, marks } = columns[at]!;
      const [added, , value] = marks[mark]!;
      return `${column}${value === "" ? "" : ` is ${value}`}: ${added > 0 ? "+" : ""}${shownScore(added)}`;
    }),
    grid: { left: 8, right: 20, top: 4, bottom: 24, containLabel: true },
    xAxis: placed({ label: `what the column adds${unit}`, scale: "linear", low, high }).option,
    yAxis: {
      ...namesAxis(columns.map(({ column }) => column)),
      splitLine: { show: true, lineStyle: { color: colour.line(), opacity: 0.5 } },
    },
    series: [
      {
        type: "scatter",
        symbolSize: 6,
        data: columns.flatMap(({ marks }, at) => {
          const offsets = beside(
            marks.map(([added]) => added),
            high - low,
          );
          return marks.map(([added, place], mark) => ({
            value: [added, at],
            at,
            mark,
            symbolOffset: [0, offsets[mark]!],
            itemStyle: { color: place < 0 ? colour.soft() : colourOf(place), opacity: 0.75 },
          }));
        }),
      },
    ],
  };
};

const [slots, step, widest] = [90, 4, 13];

/** Points that would lie on each other, beside each other: the distance from the line of each, in pixels. */
const beside = (values: readonly number[], range: number): readonly number[] => {
  const seen = new Map<number, number>();
  return values.map((value) => {
    const slot = Math.round((slots * value) / (range || 1));
    const count = seen.get(slot) ?? 0;
    seen.set(slot, count + 1);
    const distance = step * Math.ceil(count / 2) * (count % 2 === 0 ? 1 : -1);
    return Math.max(-widest, Math.min(widest, distance));
  });
};
