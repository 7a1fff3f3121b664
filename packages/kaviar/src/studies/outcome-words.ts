import { formatNumber, oneLine, type Style } from "@kaviar/base/text";
import type { Trial, TrialRecord } from "@kaviar/tune";
import { paramsLine } from "./params.ts";

type Told = Pick<Trial | TrialRecord, "state" | "params" | "constraints" | "error">;

/** On one line: why a trial failed; or its params, after the constraints that it breaks. */
export const outcomeWords = ({ state, params, constraints, error = "" }: Told, style: Style): string =>
  state === "failed"
    ? style.red(oneLine(error))
    : [style.yellow(brokenWords(constraints)), paramsLine(params)].filter((words) => words !== "").join("  ");

/** "breaks memory by 2, latency by 0.1"; nothing where all constraints hold. */
const brokenWords = (constraints: Trial["constraints"]): string => {
  const broken = Object.entries(constraints).filter(([, value]) => value > 0);
  return broken.length === 0
    ? ""
    : `breaks ${broken.map(([name, value]) => `${oneLine(name)} by ${formatNumber(value)}`).join(", ")}`;
};
