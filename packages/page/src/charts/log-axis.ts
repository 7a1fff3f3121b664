import type { Option } from "./option.ts";

/** A log axis somewhat wider than its ends, labelled at `ticks`: without, at the powers of ten, which the library does. */
export const logAxis = (
  look: Option,
  low: number,
  high: number,
  margin: number,
  ticks: readonly number[] | undefined,
): Option => {
  const factor = (high / low) ** margin;
  return {
    ...look,
    type: "log",
    ...(low !== high && { min: low / factor, max: high * factor, splitNumber: 8 }),
    ...(ticks !== undefined && {
      axisLabel: { ...(look.axisLabel as object), customValues: ticks, showMinLabel: true, showMaxLabel: true },
      axisTick: { customValues: ticks },
      splitLine: { ...(look.splitLine as object), customValues: ticks },
    }),
  };
};

const mantissas = [[1], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]];
const fewest = 3;

/**
 * Where to label a log axis that spans too few powers of ten for these to do: at 1, 2 and 5 of each, or at all digits, or
 * else at its ends. Undefined where the powers do.
 */
export const logTicks = (low: number, high: number): readonly number[] | undefined => {
  const powers = Array.from(
    { length: Math.floor(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, i) => Math.floor(Math.log10(low)) + i,
  );
  const [near, far] = [low * (1 - 1e-9), high * (1 + 1e-9)];
  const found = mantissas.map((each) =>
    powers
      .flatMap((power) => each.map((mantissa) => Number(`${mantissa}e${power}`)))
      .filter((tick) => tick >= near && tick <= far)
      // Beyond an end by a rounding error, it would not be drawn.
      .map((tick) => Math.min(Math.max(tick, low), high)),
  );
  const enough = found.findIndex((ticks) => ticks.length >= fewest);
  return enough === 0 ? undefined : (found[enough] ?? [low, high]);
};
