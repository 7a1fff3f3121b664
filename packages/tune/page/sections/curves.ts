import { colourKey, section } from "@kaviar/page";
import { chart, placed, valueRange, within, zoom } from "@kaviar/page/charts";
import { intermediateValues } from "../../src/report/plots/index.ts";
import type { TrialState } from "../../src/trial/record.ts";
import type { PageStudy } from "../page-study.ts";
import { stateColour } from "../state-colour.ts";
import { third, trialTooltip } from "../trial-tooltip.ts";

const most = 400;
const drawn: readonly TrialState[] = ["failed", "pruned", "running", "complete"];

export const curves = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const { x, y, curves: all } = intermediateValues(study.history, { objective });
  if (all.length === 0) return undefined;
  const shown = all.length > most ? chosen(study, all, objective) : all;
  const range = valueRange(
    shown.flatMap(({ points }) => points.map(({ value }) => value)),
    study.directions[objective]!,
  );
  const option = () => ({
    ...trialTooltip(study, third),
    ...zoom(),
    xAxis: { ...placed(x).option, min: "dataMin", max: "dataMax" },
    yAxis: within(placed(y, { nameGap: 46 }).option, range),
    series: drawn.map((state) => ({
      name: state,
      type: "line",
      clip: true,
      showSymbol: true,
      symbol: "circle",
      symbolSize: shown.length > 100 ? 3 : 5,
      lineStyle: { width: 1.2, color: stateColour(state), opacity: 0.45 },
      itemStyle: { color: stateColour(state), opacity: 0.6 },
      // One series for all curves of a state, with a gap after each: hundreds of series would be slow.
      data: shown
        .filter((curve) => curve.state === state)
        .flatMap(({ trial, points }) => [...points.map(({ step, value }) => [step, value, trial]), ["-", "-", trial]]),
    })),
  });
  const states = drawn.filter((state) => shown.some((curve) => curve.state === state)).toReversed();
  const of =
    shown.length < all.length
      ? ` ${shown.length} of ${all.length} curves: the best, and others at even distances.`
      : "";
  return section(
    study.titled("Learning curves", objective),
    `What the trials reported on the way.${of}`,
    colourKey(states.map((state) => ({ name: state, colour: state }))),
    chart(`Learning curves of ${shown.length} trials.`, option, { height: 340 }).element,
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
