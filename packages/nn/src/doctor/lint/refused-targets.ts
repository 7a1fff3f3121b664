import type { TrainingFinding } from "../contract/finding.ts";
import { remedies } from "../remedies/remedies.ts";
import { labelsOutOfRange } from "./mistakes/labels-out-of-range.ts";

/** Targets for which the loss means nothing, and for which no run begins. */
export const refusedTargets = (evidence: string): TrainingFinding => ({
  code: "labels-out-of-range",
  severity: "problem",
  since: 0,
  evidence,
  explanation: labelsOutOfRange.about.use,
  remedies: labelsOutOfRange.remedies.map((name) => ({ name, text: remedies[name] })),
});
