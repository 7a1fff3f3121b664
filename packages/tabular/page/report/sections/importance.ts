import { plural } from "@kaviar/base/text";
import { colour, h, section, shownScore } from "@kaviar/page";
import { chart, namesAxis, placed, tooltip } from "@kaviar/page/charts";
import type { FitReport } from "../../../src/report/fit-report.ts";
import { whiskers } from "../whiskers.ts";

const most = 20;

/** Which columns the model needs. */
export const importance = ({
  explained: { importance: found, isLearned },
  metric,
}: FitReport): HTMLElement | undefined => {
  if (!found) return undefined;
  const shown = found.columns.slice(0, most);
  const needed = found.columns.filter(({ low }) => low > 0).length;
  const ends = shown.flatMap(({ low, high, mean }) => [low, high, mean].filter(Number.isFinite));
  const option = () => ({
    ...tooltip((data) => {
      const { column, mean, low, high } = shown[(data as { readonly at: number }).at]!;
      return `${column}: ${shownScore(mean)} worse without it (${shownScore(low)} to ${shownScore(high)})`;
    }),
    grid: { left: 8, right: 20, top: 4, bottom: 24, containLabel: true },
    xAxis: placed({
      label: `how much worse ${metric.title} gets`,
      scale: "linear",
      low: Math.min(0, ...ends),
      high: Math.max(0, ...ends),
    }).option,
    yAxis: namesAxis(shown.map(({ column }) => column)),
    series: [
      {
        type: "bar",
        barMaxWidth: 14,
        data: shown.map(({ mean, low }, at) => ({
          value: mean,
          at,
          itemStyle: { color: colour.accent(), opacity: low > 0 ? 1 : 0.4, borderRadius: 3 },
        })),
      },
      whiskers(
        shown.map(({ low, high }, at) => [low, high, at] as const),
        colour.soft(),
      ),
    ],
  });
  const looked =
    found.columns.length < found.of ? ` There was time for ${found.columns.length} of ${found.of} columns.` : "";
  const rest =
    found.columns.length > shown.length ? ` The other ${found.columns.length - shown.length} matter less.` : "";
  const where = `${plural(found.rows, "row")} ${isLearned ? "that it has learned from" : "held out"}`;
  return section(
    "What it needs",
    `How much worse ${metric.title} gets when the values of a column change places among ${where}: ${needed === 0 ? "no column is surely needed" : `${plural(needed, "column")} ${needed === 1 ? "is" : "are"} surely needed`}, pale ones may be left out. Lines are 95 % intervals over ${found.repeats} shuffles. Columns that say the same share what they are worth.${looked}${rest}`,
    h(
      "div",
      {},
      chart(
        `Permutation importance: ${shown.map(({ column, mean }) => `${column} ${shownScore(mean)}`).join(", ")}.`,
        option,
        { height: 60 + 24 * shown.length },
      ).element,
    ),
  );
};
