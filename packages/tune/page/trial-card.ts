import { formatValue, h } from "@kaviar/page";
import type { PageStudy } from "./page-study.ts";
import { standingOf } from "./standing.ts";

const most = 14;

/** A trial in a few lines, beside its mark. */
export const trialCard = (study: PageStudy, number: number): HTMLElement => {
  const trial = study.trial(number);
  if (trial === undefined) return h("div");
  const row = (name: string, value: unknown, look?: string) =>
    h("tr", {}, h("th", {}, name), h("td", { class: look }, formatValue(value)));
  const values = (trial.values ?? []).map((value, i) => row(study.objectiveLabel(i), value));
  const broken = Object.entries(trial.constraints).filter(([, value]) => value > 0);
  const params = Object.entries(trial.params).map(([name, value]) => row(name, value));
  const left = params.length - most;
  return h(
    "div",
    { class: "tip" },
    h("b", {}, `Trial ${number}`),
    ` · ${standingOf(trial)}`,
    h(
      "table",
      {},
      ...values,
      ...broken.map(([name, value]) => row(`${name} ≤ 0`, value, "infeasible")),
      ...params.slice(0, most),
    ),
    left > 0 ? h("div", {}, `and ${left} more`) : undefined,
    trial.error === undefined ? undefined : h("div", { class: "error" }, trial.error.slice(0, 160)),
    h("div", { class: "note" }, "Click to open it."),
  );
};
