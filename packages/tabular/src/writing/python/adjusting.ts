import { after, type Code } from "@kaviar/base/code";
import type { Found } from "../found.ts";
import { scoringOf } from "./metrics.ts";
import { keyword, make, type Python } from "./python.ts";

/** What is done to the pipeline after it was scored. */
export const adjustingCodes = ({ calibrate, threshold }: Found, py: Python): readonly Code[] => {
  const codes: Code[] = [];
  const around = (code: Code) => codes.push(after("pipe = ", code));
  if (calibrate)
    around(
      make(py, "sklearn.calibration", "CalibratedClassifierCV", ["pipe"], keyword("method", calibrate, "sigmoid"), [
        "ensemble=False",
      ]),
    );
  if (threshold) {
    const { scoring, about } = scoringOf(threshold);
    if (about === "positive") py.aboutPositive();
    around(
      make(
        py,
        "sklearn.model_selection",
        "TunedThresholdClassifierCV",
        ["pipe"],
        keyword("scoring", scoring, "balanced_accuracy"),
      ),
    );
  }
  return codes;
};
