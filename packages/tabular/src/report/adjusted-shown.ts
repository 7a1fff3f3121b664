import type { Metric } from "@kaviar/nn";
import * as nn from "@kaviar/nn";
import type { Adjusted, Brought } from "../autofit/result.ts";
import type { AdjustedShown } from "./fit-report.ts";

const named = ({ metric, before, after }: Brought) => ({
  title: (nn as unknown as Readonly<Record<string, Metric>>)[metric]!.about.name,
  before,
  after,
});

/** What was done to the probabilities, its metrics by the names that people know. */
export const adjustedShown = ({ on, calibration, threshold }: Adjusted): AdjustedShown => ({
  on,
  ...(calibration && {
    calibration: {
      ...(calibration.method !== undefined && { method: calibration.method }),
      brought: calibration.brought.map(named),
    },
  }),
  ...(threshold && { threshold: { at: threshold.at, ...named(threshold) } }),
});
