import { colour, colourKey, h, section, shownScore } from "@kaviar/page";
import { chart, placed, tooltip } from "@kaviar/page/charts";
import type { EpochShown, NetworkReport } from "../../src/report/network-report.ts";

type Number = (epoch: EpochShown) => number | undefined;

/** A line by epochs, of what there is. */
const line = (all: readonly EpochShown[], of: Number, own: string) => ({
  type: "line",
  data: all.flatMap((epoch) => {
    const value = of(epoch);
    return value === undefined || !Number.isFinite(value) ? [] : [{ value: [epoch.epoch, value], epoch }];
  }),
  showSymbol: all.length <= 40,
  symbol: "circle",
  symbolSize: 5,
  lineStyle: { color: own, width: 2 },
  itemStyle: { color: own },
});

const curves = (
  all: readonly EpochShown[],
  label: string,
  lines: readonly { readonly of: Number; readonly name: string; readonly colour: "accent" | "soft" }[],
): HTMLElement | undefined => {
  const values = all
    .flatMap((epoch) => lines.map(({ of }) => of(epoch)))
    .filter((value) => Number.isFinite(value)) as number[];
  const shown = lines.filter(({ of }) => all.some((epoch) => Number.isFinite(of(epoch))));
  if (values.length < 2) return undefined;
  const option = () => ({
    ...tooltip((data) => {
      const { epoch } = data as { readonly epoch: EpochShown };
      return `epoch ${epoch.epoch}: ${shown.map(({ name, of }) => `${name} ${shownScore(of(epoch))}`).join(", ")}`;
    }),
    xAxis: placed({ label: "epoch", scale: "linear", low: all[0]!.epoch, high: all.at(-1)!.epoch }, { minInterval: 1 })
      .option,
    yAxis: placed({ label, scale: "linear", low: Math.min(...values), high: Math.max(...values) }, { nameGap: 46 })
      .option,
    series: shown.map((each) => line(all, each.of, colour[each.colour]())),
  });
  const last = shown.map(({ name, of }) => `${name} ${shownScore(of(all.at(-1)!))}`).join(", ");
  return h(
    "div",
    {},
    chart(`${label} by epoch; in the last one ${last}.`, option, { height: 280 }).element,
    shown.length > 1 ? colourKey(shown) : undefined,
  );
};

/** How the winner learned: the loss on the rows it learns from and on others, and the score. */
export const training = ({ winner, metric }: NetworkReport): HTMLElement | undefined => {
  const all = winner.training;
  if (all.length < 2) return undefined;
  const parts = [
    curves(all, "loss", [
      { of: ({ loss }) => loss, name: "on the rows it learns from", colour: "soft" },
      { of: ({ validationLoss }) => validationLoss, name: "on other rows", colour: "accent" },
    ]),
    curves(all, metric.title, [{ of: ({ score }) => score, name: metric.title, colour: "accent" }]),
  ];
  return section("How it learned", conclusion(all), h("div", { class: "two" }, ...parts));
};

/** Whether it was still learning at the end, or learning by heart. */
const conclusion = (all: readonly EpochShown[]): string => {
  const held = all.flatMap(({ epoch, validationLoss }) =>
    validationLoss === undefined ? [] : [{ epoch, validationLoss }],
  );
  if (held.length < 2) return "The loss after each epoch.";
  const best = held.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
  const last = held.at(-1)!;
  const worse = (last.validationLoss - best.validationLoss) / Math.abs(best.validationLoss || 1);
  if (worse > 0.1)
    return `On other rows the loss was least after epoch ${best.epoch}, and rose after that: from there on it learned its rows by heart.`;
  return last.epoch - best.epoch <= 0.1 * (last.epoch - held[0]!.epoch)
    ? "On other rows the loss fell to the end: more epochs may help."
    : "On other rows the loss had stopped falling before the end: more epochs would hardly help.";
};
