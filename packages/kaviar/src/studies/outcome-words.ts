import { formatNumber, oneLine, type Style } from "@kaviar/base/text";
import type { Trial, TrialRecord } from "@kaviar/tune";
import { paramsLine } from "./params.ts";

type Told = Pick<Trial | TrialRecord, "state" | "params" | "constraints" | "error"> & { readonly stopReason?: string | undefined };

/** On one line: why a trial failed; or its params, after the constraints that it breaks, and why it was pruned. */
export const outcomeWords = ({ state, params, constraints, error = "", stopReason = "" }: Told, style: Style): string =>
  state === "failed"
    ? style.red(oneLine(error))
    : [style.yellow(brokenWords(constraints)), paramsLine(params), style.dim(oneLine(stopReason))]
        .filter((words) => words !== "")
        .join("  ");

/** "breaks memory by 2, latency by 0.1"; nothing where all constraints hold. */
const brokenWords = (constraints: Trial["constraints"]): string => {
  const broken = Object.entries(constraints).filter(([, value]) => value > 0);
  return broken.length === 0
    ? ""
    : `breaks ${broken.map(([name, value]) => `${oneLine(name)} by ${formatNumber(value)}`).join(", ")}`;
};
