import { colourKey, section } from "@kaviar/page";
import { placed, valueRange, within, zoom } from "@kaviar/page/charts";
import { type IntermediateValues, intermediateValues } from "../../src/report/plots/index.ts";
import type { PageStudy } from "../page-study.ts";
import { reportedCurves } from "../reported-curves.ts";
import { type Standing, standingAs } from "../standing.ts";
import { trialChart } from "../trial-chart.ts";

const most = 400;
/** The last one lies on top. */
const drawn: readonly Standing[] = ["failed", "pruned", "running", "infeasible", "complete"];

export const curves = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const { x, y, curves: all } = intermediateValues(study.history, { objective });
  if (all.length === 0) return undefined;
  const shown = all.length > most ? chosen(study, all, objective) : all;
  const standing = ({ state, feasible }: Curve) => standingAs(state, feasible);
  const sorted = drawn.flatMap((each) => shown.filter((curve) => standing(curve) === each));
  const range = valueRange(
    shown.flatMap(({ points }) => points.map(({ value }) => value)),
    study.directions[objective]!,
  );
  const option = () => ({
    ...zoom(),
    xAxis: { ...placed(x).option, min: "dataMin", max: "dataMax" },
    yAxis: within(placed(y, { nameGap: 46 }).option, range),
    layer: reportedCurves(sorted),
  });
  const there = new Set(shown.map(standing));
  const standings = drawn.filter((each) => there.has(each)).toReversed();
  const of =
    shown.length < all.length
      ? ` ${shown.length} of ${all.length} curves: the best, and others at even distances.`
      : "";
  return section(
    study.titled("Learning curves", objective),
    `What the trials reported on the way.${of}`,
    colourKey(standings.map((each) => ({ name: each, colour: each }))),
    trialChart(study, { label: `Learning curves of ${shown.length} trials.`, option, height: 340 }).element,
  );
};

type Curve = IntermediateValues["curves"][number];

const chosen = (study: PageStudy, all: readonly Curve[], objective: number): readonly Curve[] => {
  const ranks = study.ranks(objective);
  const best = [...all]
    .filter(({ trial }) => ranks.has(trial))
    .sort((a, b) => ranks.get(a.trial)! - ranks.get(b.trial)!)
    .slice(0, most / 2);
  const isBest = new Set(best);
  const others = all.filter((curve) => !isBest.has(curve));
  const stride = Math.ceil(others.length / (most / 2));
  return [...others.filter((_, i) => i % stride === 0), ...best];
};
