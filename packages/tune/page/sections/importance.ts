import { colour, colourKey, colourNamed, formatShare, h, section } from "@kaviar/page";
import { chart } from "@kaviar/page/charts";
import type { Importance } from "../../src/importance/importance.ts";
import type { PageStudy } from "../page-study.ts";

const says: Readonly<Record<Importance["method"], (trials: number) => string>> = {
  fanova: (trials) =>
    `Shares of the value's variance over the whole space, outliers drawn in, each parameter alone (fANOVA, ${trials} trials). What is missing to 100 % are interactions.`,
  pedAnova: (trials) =>
    `What tells the best tenth of the trials from the rest, as shares of the sum (PED-ANOVA, ${trials} trials).`,
  prior: () =>
    "Too few complete trials to tell: this is the order that networks usually show, not what this study found.",
};

const tags = { model: "model", training: "training", none: "other" } as const;

export const importance = (study: PageStudy, objective: number): HTMLElement | undefined => {
  const { fanova, pedAnova } = study.importance[objective]!;
  if (fanova.length === 0) return undefined;
  const methods = fanova[0]!.method === "prior" ? [fanova] : [pedAnova, fanova];
  const used = new Set(fanova.map(({ tag }) => tag ?? "none"));
  return section(
    study.titled("Importance", objective, "for"),
    "Which parameters mattered.",
    colourKey(used.size > 1 ? Object.values(tags).map((name) => ({ name, colour: name })) : []),
    h(
      "div",
      { class: methods.length > 1 ? "two" : "" },
      ...methods.map((method) =>
        h(
          "div",
          {},
          h("p", { class: "note" }, says[method[0]!.method](Math.max(...method.map(({ trials }) => trials)))),
          bars(method),
        ),
      ),
    ),
  );
};

const most = 20;

const bars = (all: readonly Importance[]): HTMLElement => {
  const shown = all.slice(0, most);
  const isPrior = all[0]!.method === "prior";
  const option = () => ({
    grid: { left: 8, right: 56, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: "value", show: false, min: 0 },
    yAxis: {
      type: "category",
      inverse: true,
      data: shown.map(({ name }) => name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour.line() } },
      axisLabel: { color: colour.text(), width: 190, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 16,
        data: shown.map(({ importance: value, tag }) => ({
          value,
          itemStyle: { color: colourNamed(tags[tag ?? "none"]), borderRadius: 3, opacity: isPrior ? 0.45 : 1 },
        })),
        label: {
          show: !isPrior,
          position: "right",
          color: colour.soft(),
          formatter: ({ value }: { value: number }) => formatShare(value),
        },
      },
    ],
  });
  const label = `Importance: ${shown.map(({ name, importance: value }) => `${name} ${formatShare(value)}`).join(", ")}.`;
  return chart(label, option, { height: 24 + 26 * shown.length }).element;
};
