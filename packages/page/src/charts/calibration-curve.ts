import { formatShare } from "../format.ts";
import { colour } from "../theme.ts";
import { placed } from "./axis-option.ts";
import { chart } from "./chart.ts";
import { tooltip } from "./tooltip.ts";

interface CalibrationBin {
  readonly rows: number;
  readonly said: number;
  readonly true: number;
}

/** Which share came true of what was said with a probability; points are as large as they have rows. */
export const calibrationCurve = (bins: readonly CalibrationBin[]): HTMLElement => {
  const most = Math.max(...bins.map(({ rows }) => rows));
  const option = () => ({
    ...tooltip((data) => {
      const { bin } = data as { readonly bin?: CalibrationBin };
      return bin && `${bin.rows} rows: said ${formatShare(bin.said)}, came true ${formatShare(bin.true)}`;
    }),
    xAxis: { ...placed({ label: "probability that was said", scale: "linear" }).option, min: 0, max: 1 },
    yAxis: { ...placed({ label: "share that came true", scale: "linear" }, { nameGap: 34 }).option, min: 0, max: 1 },
    series: [
      {
        type: "line",
        data: [
          [0, 0],
          [1, 1],
        ],
        silent: true,
        showSymbol: false,
        lineStyle: { color: colour.soft(), type: "dashed", width: 1 },
      },
      {
        type: "line",
        data: bins.map((bin) => ({
          value: [bin.said, bin.true],
          bin,
          symbolSize: 7 + 15 * Math.sqrt(bin.rows / most),
        })),
        symbol: "circle",
        lineStyle: { color: colour.accent(), width: 1.5 },
        itemStyle: { color: colour.accent(), opacity: 0.8 },
      },
    ],
  });
  return chart(`Share that came true by probability, in ${bins.length} bins.`, option, { height: 330 }).element;
};
