import { plural } from "@kaviar/base/text";
import {
  colour,
  colourKey,
  colourNamed,
  formatNumber,
  h,
  outsideNote,
  section,
  select,
  shownScore,
} from "@kaviar/page";
import { chart, placed, tooltip, valueRange, within } from "@kaviar/page/charts";
import type { NetworkReport, TrialShown } from "../../src/report/network-report.ts";
import { familyColours } from "../family-colours.ts";
import { milliseconds } from "../milliseconds.ts";

interface Measured extends TrialShown {
  readonly score: number;
}

interface Cost {
  readonly label: string;
  readonly of: (trial: TrialShown) => number | undefined;
  readonly show: (value: number) => string;
}

const costs: readonly Cost[] = [
  { label: "parameters", of: ({ parameters }) => parameters, show: formatNumber },
  { label: "milliseconds for a row", of: ({ millisecondsPerRow }) => millisecondsPerRow, show: milliseconds },
];

/** Those that no other one beats in score and cost at once, the cheapest first. */
const frontOf = (all: readonly Measured[], of: Cost["of"], better: "higher" | "lower"): readonly Measured[] => {
  const sign = better === "higher" ? 1 : -1;
  const sorted = all.toSorted((a, b) => of(a)! - of(b)! || sign * (b.score - a.score));
  const front: Measured[] = [];
  for (const each of sorted) if (front.length === 0 || sign * (each.score - front.at(-1)!.score) > 0) front.push(each);
  return front;
};

/** Score against what a network costs: its parameters, or its time. */
export const front = ({ trials, metric, winner }: NetworkReport): HTMLElement | undefined => {
  const scored = trials.filter((trial): trial is Measured => Number.isFinite(trial.score));
  const known = costs.filter(({ of }) => scored.filter((each) => (of(each) ?? 0) > 0).length > 1);
  if (known.length === 0) return undefined;
  let cost = known[0]!;
  const colours = familyColours(trials);
  const { outside, ...range } = valueRange(
    scored.map(({ score }) => score),
    metric.better === "higher" ? "maximize" : "minimize",
  );
  const measured = () => scored.filter((each) => (cost.of(each) ?? 0) > 0);
  const option = () => {
    const all = measured();
    const best = frontOf(all, cost.of, metric.better);
    const across = all.map((each) => cost.of(each)!);
    return {
      ...tooltip((data) => {
        const { each } = data as { readonly each?: Measured };
        return (
          each &&
          h(
            "div",
            { class: "tip" },
            h("b", {}, shownScore(each.score)),
            ` · ${cost.show(cost.of(each)!)}${cost.label === "parameters" ? " parameters" : " for a row"}`,
            h("div", {}, `trial ${each.trial}: ${each.words}`),
          )
        );
      }),
      xAxis: placed({ label: cost.label, scale: "log", low: Math.min(...across), high: Math.max(...across) }).option,
      yAxis: within(placed({ label: metric.title, scale: "linear" }, { nameGap: 46 }).option, range),
      series: [
        {
          type: "line",
          step: "end",
          clip: true,
          showSymbol: false,
          silent: true,
          data: best.map((each) => [cost.of(each), each.score]),
          lineStyle: { color: colour.soft(), width: 1.5 },
        },
        {
          type: "scatter",
          clip: true,
          data: all.map((each) => ({
            value: [cost.of(each), each.score],
            each,
            symbol: each.trial === winner.trial ? "diamond" : "circle",
            symbolSize: each.trial === winner.trial ? 16 : best.includes(each) ? 11 : 7,
            itemStyle: { color: colourNamed(colours.get(each.family)!), opacity: best.includes(each) ? 1 : 0.5 },
          })),
          z: 4,
        },
      ],
    };
  };
  const drawn = chart(() => `${metric.title} against ${cost.label}, of ${measured().length} networks.`, option, {
    height: 296,
  });
  const control = select(
    "against",
    known.map(({ label }) => label),
    0,
    (at) => {
      cost = known[at]!;
      drawn.draw();
    },
  );
  return section(
    "Good and small",
    `Along the line are the ${plural(frontOf(measured(), cost.of, metric.better).length, "network")} that no smaller one beats; the diamond is the winner. Take one further left for a smaller file and a faster answer.${outsideNote(outside)}`,
    ...(known.length > 1 ? [h("div", { class: "controls" }, control)] : []),
    h("div", {}, drawn.element, colourKey([...colours].map(([name, own]) => ({ name, colour: own })))),
  );
};
