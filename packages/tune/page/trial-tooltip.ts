import { formatValue, formatValues, h } from "@kaviar/page";
import { type Option, tooltip } from "@kaviar/page/charts";
import type { PageStudy } from "./page-study.ts";

const most = 14;

/** A trial in a few lines. */
const trialCard = (study: PageStudy, number: number): HTMLElement => {
  const trial = study.trial(number);
  if (trial === undefined) return h("div");
  const rows = Object.entries(trial.params).map(([name, value]) =>
    h("tr", {}, h("th", {}, name), h("td", {}, formatValue(value))),
  );
  const left = rows.length - most;
  return h(
    "div",
    { class: "tip" },
    h("b", {}, `Trial ${number}`),
    ` · ${trial.state}`,
    h("div", {}, trial.values === undefined ? "" : `value ${formatValues(trial.values)}`),
    h("table", {}, ...rows.slice(0, most)),
    left > 0 ? h("div", {}, `and ${left} more`) : undefined,
    trial.error === undefined ? undefined : h("div", { class: "error" }, trial.error.slice(0, 160)),
  );
};

/** Shows the trial a mark stands for; `numberOf` reads it from the mark's data. */
export const trialTooltip = (study: PageStudy, numberOf: (data: unknown) => number | undefined): Option =>
  tooltip((data) => {
    const number = numberOf(data);
    return number === undefined ? undefined : trialCard(study, number);
  });

/** The third number of a mark. */
export const third = (data: unknown): number | undefined => (Array.isArray(data) ? (data[2] as number) : undefined);
