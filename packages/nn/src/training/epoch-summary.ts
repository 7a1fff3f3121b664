import { formatDuration } from "@kaviar/base/text";
import type { Measures } from "../evaluation/measure.ts";
import type { EpochRecord } from "./epoch-record.ts";

export const showValue = (value: number): string => {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  return size >= 1e5 || (size < 1e-3 && size > 0) ? value.toExponential(2) : value.toFixed(size >= 100 ? 1 : 4);
};

/** The names stand once: with one metric and validation rows a line still fits on a terminal of 80 columns. */
const showMeasures = (loss: string, metrics: Measures, names: boolean): string =>
  [["loss", loss] as const, ...Object.entries(metrics).map(([name, value]) => [name, showValue(value)] as const)]
    .map(([name, value]) => (names ? `${name} ${value}` : value))
    .join("  ");

/** An epoch in one line for people: what a penalty adds to the loss stands behind it, "0.6931 + 0.0120". */
export const epochSummary = (
  { number, loss, penalty, metrics, validation, seconds }: EpochRecord,
  epochs: number,
): string =>
  [
    `epoch ${String(number).padStart(String(epochs).length)}/${epochs}`,
    showMeasures(penalty === undefined ? showValue(loss) : `${showValue(loss)} + ${showValue(penalty)}`, metrics, true),
    ...(validation ? [`validation ${showMeasures(showValue(validation.loss), validation.metrics, false)}`] : []),
    formatDuration(1000 * seconds),
  ].join("   ");
