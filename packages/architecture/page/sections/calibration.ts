import { formatShare, h, section } from "@kaviar/page";
import { calibrationCurve } from "@kaviar/page/charts";
import type { NetworkReport } from "../../src/report/network-report.ts";

/** Whether probabilities come true as often as they say. */
export const calibration = ({ judged }: NetworkReport): HTMLElement | undefined => {
  if (judged?.task !== "classes" || judged.calibration.bins.length === 0) return undefined;
  const { bins, error } = judged.calibration;
  return section(
    "Calibration",
    `Whether 80 % means 8 of 10: on the dashed line it does; below it the network is too sure of itself. Points are as large as they have rows. On average it is off by ${formatShare(error)}.`,
    h("div", {}, calibrationCurve(bins)),
  );
};
