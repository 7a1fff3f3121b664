import type { Option } from "./option.ts";

/**
 * The ends of a value axis that a few wild values do not squash: the worse side ends at the third quartile and three times
 * the spread between the quartiles (Tukey 1977), where there are worse ones.
 */
export const valueRange = (
  values: readonly number[],
  direction: "minimize" | "maximize",
): { readonly min?: number; readonly max?: number; readonly outside: number } => {
  if (values.length < 8) return { outside: 0 };
  const sign = direction === "maximize" ? -1 : 1;
  const sorted = Float64Array.from(values, (value) => sign * value).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const end = at(0.75) + 3 * (at(0.75) - at(0.25));
  const outside = sorted.filter((value) => value > end).length;
  if (outside === 0 || end <= sorted[0]!) return { outside: 0 };
  const margin = 0.04 * (end - sorted[0]!);
  const [best, worst] = [sign * (sorted[0]! - margin), sign * end];
  return { min: Math.min(best, worst), max: Math.max(best, worst), outside };
};

/** An axis between these ends, which go without labels: they are no round numbers. */
export const within = (axis: Option, { min, max }: { readonly min?: number; readonly max?: number }): Option =>
  min === undefined
    ? axis
    : { ...axis, min, max, axisLabel: { ...(axis.axisLabel as object), showMinLabel: false, showMaxLabel: false } };
