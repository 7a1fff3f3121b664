import { colour, h, section } from "@kaviar/page";
import { chart } from "@kaviar/page/charts";
import type { Profile } from "../../src/profile/profile.ts";

const most = 20;

/** Which columns of numbers go together. */
export const correlations = ({ correlations: all }: Profile): HTMLElement | undefined => {
  const shown = all.slice(0, most);
  if (shown.length === 0) return undefined;
  const option = () => ({
    grid: { left: 8, right: 56, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: "value", show: false, min: 0, max: 1 },
    yAxis: {
      type: "category",
      inverse: true,
      data: shown.map(({ columns }) => columns.join(" · ")),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour.line() } },
      axisLabel: { color: colour.text(), width: 260, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 16,
        data: shown.map(({ r }) => ({
          value: Math.abs(r),
          itemStyle: { color: colour.accent(), borderRadius: 3, opacity: r < 0 ? 0.5 : 1 },
        })),
        label: {
          show: true,
          position: "right",
          color: colour.soft(),
          formatter: ({ dataIndex }: { dataIndex: number }) => shown[dataIndex]!.r.toFixed(2).replace("-", "−"),
        },
      },
    ],
  });
  const label = `Correlations: ${shown.map(({ columns, r }) => `${columns.join(" and ")} ${r.toFixed(2)}`).join(", ")}.`;
  return section(
    "What goes together",
    "Pairs of columns of numbers by their correlation (Pearson); pale where one falls as the other rises.",
    h("div", {}, chart(label, option, { height: 24 + 26 * shown.length }).element),
  );
};
