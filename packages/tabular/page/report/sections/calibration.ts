import { formatShare, h, section } from "@kaviar/page";
import { calibrationCurve } from "@kaviar/page/charts";
import type { FitReport } from "../../../src/report/fit-report.ts";

/** Whether probabilities come true as often as they say. */
export const calibration = ({ judged, classes }: FitReport): HTMLElement | undefined => {
  if (judged?.task !== "classes") return undefined;
  const { bins, error } = judged.calibration;
  const what = classes.length === 2 ? `“${classes[1]}”` : "the class that is chosen";
  return section(
    "Calibration",
    `Whether 80 % means 8 of 10, for the probability of ${what}: on the dashed line it does; below it the model is too sure. Points are as large as they have rows. On average it is off by ${formatShare(error)}.`,
    h("div", {}, calibrationCurve(bins)),
  );
};
