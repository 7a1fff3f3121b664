import { colour, colourKey, colourNamed, formatShare, h, pair, section, shownScore } from "@kaviar/page";
import { chart, placed, tooltip } from "@kaviar/page/charts";
import type { ClassCurves, FitReport } from "../../../src/report/fit-report.ts";

/** How well each class is told from the others, whatever the threshold. */
export const curves = ({ judged, classes }: FitReport): readonly (HTMLElement | undefined)[] => {
  if (judged?.task !== "classes" || judged.curves.length === 0) return [];
  const { curves: all } = judged;
  const only = all.length === 1 ? all[0]! : undefined;
  const some = classes.length > 2 && all.length < classes.length ? ` The ${all.length} commonest classes.` : "";
  const key = (value: (curve: ClassCurves) => number) =>
    only
      ? undefined
      : colourKey(
          all.map((curve, i) => ({ name: `${curve.label} ${shownScore(value(curve))}`, colour: `class${i + 1}` })),
        );
  const roc = section(
    "ROC",
    only
      ? `Of all rows taken for “${only.label}” as the threshold falls: how many of its own are found (up) for how many of the others (right). Area ${shownScore(only.rocAuc)}; the dashed line is chance.`
      : `Each class against all others. The nearer to the upper left corner, the better it is told apart; the number is the area below, 0.5 is chance.${some}`,
    h(
      "div",
      {},
      plane(
        all,
        ({ roc }) => roc,
        ["taken wrongly", "found"],
        [
          [0, 0],
          [1, 1],
        ],
      ),
      key(({ rocAuc }) => rocAuc),
    ),
  );
  const precisionRecall = section(
    "Precision and recall",
    only
      ? `To find more of “${only.label}” (right) costs precision: which share of what is found is right. Area ${shownScore(only.prAuc)}; by chance ${formatShare(only.share)}.`
      : `To find more of a class (right) costs precision: which share of what is found is right. The number is the area below.${some}`,
    h(
      "div",
      {},
      plane(
        all,
        ({ precisionRecall }) => precisionRecall,
        ["found (recall)", "right (precision)"],
        only
          ? [
              [0, only.share],
              [1, only.share],
            ]
          : undefined,
      ),
      key(({ prAuc }) => prAuc),
    ),
  );
  return [pair(roc, precisionRecall)];
};

type Points = readonly (readonly [number, number])[];

const plane = (
  all: readonly ClassCurves[],
  pointsOf: (curve: ClassCurves) => Points,
  [across, up]: readonly [string, string],
  chance: Points | undefined,
): HTMLElement => {
  const option = () => ({
    ...tooltip((data) => {
      const {
        label,
        value: [x, y],
      } = data as { readonly label: string; readonly value: readonly [number, number] };
      return `${label}: ${formatShare(y)} ${up}, ${formatShare(x)} ${across}`;
    }),
    xAxis: { ...placed({ label: across, scale: "linear" }).option, min: 0, max: 1 },
    yAxis: { ...placed({ label: up, scale: "linear" }, { nameGap: 34 }).option, min: 0, max: 1 },
    series: [
      ...(chance
        ? [
            {
              type: "line",
              data: chance,
              silent: true,
              showSymbol: false,
              lineStyle: { color: colour.soft(), type: "dashed", width: 1 },
            },
          ]
        : []),
      ...all.map((curve, i) => {
        const own = all.length === 1 ? colour.accent() : colourNamed(`class${i + 1}`);
        return {
          type: "line",
          data: pointsOf(curve).map((value) => ({ value, label: curve.label })),
          symbolSize: 5,
          showSymbol: pointsOf(curve).length <= 60,
          lineStyle: { color: own, width: 2 },
          itemStyle: { color: own },
        };
      }),
    ],
  });
  return chart(`${up} by ${across}, for ${all.map(({ label }) => label).join(", ")}.`, option, { height: 330 }).element;
};
