import { colour, formatShare, h, section } from "@kaviar/page";
import { chart, tooltip } from "@kaviar/page/charts";
import type { Bins, ColumnProfile, Profile } from "../../src/profile/profile.ts";
import { momentOr } from "../moment.ts";

const most = 120;

/** How the values of each column lie. */
export const distributions = ({ columns, rows, sampled = rows }: Profile): HTMLElement | undefined => {
  const shown = columns.filter(({ bins, common }) => bins !== undefined || (common?.length ?? 0) > 0);
  if (shown.length === 0) return undefined;
  const all = shown.length > most ? ` The first ${most} of ${shown.length}.` : "";
  return section(
    "Distributions",
    `Numbers in bins, categories with their shares. Where a few values lie far out, the last bin on their side reaches out to them.${all}`,
    h("div", { class: "small" }, ...shown.slice(0, most).map((column) => plot(column, sampled))),
  );
};

/** How the values of a column lie. */
export const plot = (column: ColumnProfile, rows: number): HTMLElement =>
  h(
    "div",
    {},
    h("h3", {}, column.name, h("span", {}, column.type)),
    column.bins ? histogram(column, column.bins, rows) : shares(column, rows),
  );

const frame = { left: 4, right: 8, top: 8, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "all" };

const histogram = ({ name, type }: ColumnProfile, { edges, counts }: Bins, rows: number): HTMLElement => {
  const from = (i: number) => momentOr(type, edges[i]!);
  const option = () => ({
    ...tooltip((data) => {
      const { at, value } = data as { readonly at: number; readonly value: number };
      return `${from(at)} to ${from(at + 1)}: ${value} rows, ${formatShare(value / rows)}`;
    }),
    grid: frame,
    xAxis: {
      type: "category",
      data: counts.map((_, i) => (i === counts.length - 1 ? from(i + 1) : from(i))),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour.line() } },
      axisLabel: { color: colour.soft(), interval: (i: number) => i === 0 || i === counts.length - 1 },
    },
    yAxis: { type: "value", show: false },
    series: [
      {
        type: "bar",
        barCategoryGap: "8%",
        data: counts.map((value, at) => ({
          value,
          at,
          itemStyle: { color: colour.accent(), borderRadius: [2, 2, 0, 0] },
        })),
      },
    ],
  });
  return chart(`How the values of ${name} lie, from ${from(0)} to ${from(counts.length)}.`, option, { height: 130 })
    .element;
};

const shares = ({ name, common = [] }: ColumnProfile, rows: number): HTMLElement => {
  const shown = common.slice(0, 6);
  const option = () => ({
    ...tooltip((data) => {
      const { label, value } = data as { readonly label: string; readonly value: number };
      return `${label}: ${value} rows, ${formatShare(value / rows)}`;
    }),
    grid: { ...frame, right: 44 },
    xAxis: { type: "value", show: false, min: 0 },
    yAxis: {
      type: "category",
      inverse: true,
      data: shown.map(({ value }) => value),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour.line() } },
      axisLabel: { color: colour.text(), width: 100, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 14,
        data: shown.map(({ value: label, rows: value }) => ({
          value,
          label,
          itemStyle: { color: colour.accent(), borderRadius: 2 },
        })),
        label: {
          show: true,
          position: "right",
          color: colour.soft(),
          formatter: ({ value }: { value: number }) => formatShare(value / rows),
        },
      },
    ],
  });
  return chart(`The commonest values of ${name}.`, option, { height: 130 }).element;
};
