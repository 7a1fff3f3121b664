import { colour, formatShare, h, section } from "@kaviar/page";
import { chart, placed, tooltip } from "@kaviar/page/charts";
import type { CalibrationBin, FitReport } from "../../../src/report/fit-report.ts";

/** Whether probabilities come true as often as they say. */
export const calibration = ({ judged, classes }: FitReport): HTMLElement | undefined => {
  if (judged?.task !== "classes") return undefined;
  const { bins, error } = judged.calibration;
  const most = Math.max(...bins.map(({ rows }) => rows));
  const what = classes.length === 2 ? `“${classes[1]}”` : "the class that is chosen";
  const option = () => ({
    ...tooltip((data) => {
      const bin = (data as { readonly bin?: CalibrationBin }).bin;
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
  return section(
    "Calibration",
    `Whether 80 % means 8 of 10, for the probability of ${what}: on the dashed line it does; below it the model is too sure. Points are as large as they have rows. On average it is off by ${formatShare(error)}.`,
    h(
      "div",
      {},
      chart(`Share that came true by probability, in ${bins.length} bins.`, option, { height: 330 }).element,
    ),
  );
};
