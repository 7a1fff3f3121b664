import { colourKey, section } from "@kaviar/page";
import { placed, valueRange, within, zoom } from "@kaviar/page/charts";
import { intermediateValues } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { type Standing, standingAs, standingColour } from "../standing.ts";
import { trialChart } from "../trial-chart.ts";

const most = 400;
/** The last one lies on top. */
const drawn: readonly Standing[] = ["failed", "pruned", "running", "infeasible", "complete"];

export const curves = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const { x, y, curves: all } = intermediateValues(study.history, { objective });
  if (all.length === 0) return undefined;
  const shown = all.length > most ? chosen(study, all, objective) : all;
  const range = valueRange(
    shown.flatMap(({ points }) => points.map(({ value }) => value)),
    study.directions[objective]!,
  );
  const option = () => ({
    ...zoom(),
    xAxis: { ...placed(x).option, min: "dataMin", max: "dataMax" },
    yAxis: within(placed(y, { nameGap: 46 }).option, range),
    series: drawn.map((standing) => ({
      name: standing,
      type: "line",
      clip: true,
      showSymbol: true,
      symbol: "circle",
      symbolSize: shown.length > 100 ? 3 : 5,
      lineStyle: { width: 1.2, color: standingColour(standing), opacity: 0.45 },
      itemStyle: { color: standingColour(standing), opacity: 0.6 },
      // One series for all curves of a state, with a gap after each: hundreds of series would be slow.
      data: shown
        .filter(({ state, feasible }) => standingAs(state, feasible) === standing)
        .flatMap(({ trial, points }) => [...points.map(({ step, value }) => [step, value, trial]), ["-", "-", trial]]),
    })),
  });
  const there = new Set(shown.map(({ state, feasible }) => standingAs(state, feasible)));
  const standings = drawn.filter((standing) => there.has(standing)).toReversed();
  const of =
    shown.length < all.length
      ? ` ${shown.length} of ${all.length} curves: the best, and others at even distances.`
      : "";
  return section(
    study.titled("Learning curves", objective),
    `What the trials reported on the way.${of}`,
    colourKey(standings.map((standing) => ({ name: standing, colour: standing }))),
    trialChart(study, { label: `Learning curves of ${shown.length} trials.`, option, height: 340 }).element,
  );
};

type Curve = ReturnType<typeof intermediateValues>["curves"][number];

const chosen = (study: PageStudy, all: readonly Curve[], objective: number): readonly Curve[] => {
  const ranks = study.ranks(objective);
  const best = [...all]
    .filter(({ trial }) => ranks.has(trial))
    .sort((a, b) => ranks.get(a.trial)! - ranks.get(b.trial)!)
    .slice(0, most / 2);
  const others = all.filter((curve) => !best.includes(curve));
  const stride = Math.ceil(others.length / (most / 2));
  return [...others.filter((_, i) => i % stride === 0), ...best];
};
