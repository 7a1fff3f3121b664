import { formatNumber, oneLine, type Style } from "@kaviar/base/text";
import type { TrialRecord } from "@kaviar/tune";
import { paramsLine } from "./params.ts";

/** On one line: why a trial failed; or its params, after the constraints that it breaks, and why it was pruned. */
export const outcomeWords = (trial: TrialRecord, style: Style, stopReason = ""): string => {
  const { state, constraints, error = "" } = trial;
  if (state === "failed") return style.red(oneLine(error));
  const broken = brokenWords(constraints);
  const words = [
    broken === "" ? "" : style.yellow(broken),
    paramsLine(trial),
    stopReason === "" ? "" : style.dim(oneLine(stopReason)),
  ];
  return words.filter((each) => each !== "").join("  ");
};

/** "breaks memory by 2, latency by 0.1"; nothing where all constraints hold. */
const brokenWords = (constraints: TrialRecord["constraints"]): string => {
  const broken = Object.entries(constraints).filter(([, value]) => value > 0);
  return broken.length === 0
    ? ""
    : `breaks ${broken.map(([name, value]) => `${oneLine(name)} by ${formatNumber(value)}`).join(", ")}`;
};
