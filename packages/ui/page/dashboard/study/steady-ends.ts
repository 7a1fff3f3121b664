/**
 * The ends of an axis that is drawn live stay where they are as long as that looks right: then what is new is added to a
 * picture, which is not made anew.
 */

/** How many trials an axis has room for: it grows in steps of a fiftieth to a twentieth. */
export const roomFor = (rows: number): number => {
  const least = rows / 50;
  if (least <= 1) return rows;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * [1, 2, 5, 10].find((digit) => digit * power >= least)!;
  return step * Math.ceil(rows / step);
};

/** Values from `low` to `high` with a margin; those of before where the values lie in them and fill nine tenths. */
export const steadyRange = (low: number, high: number, before: readonly [number, number] | undefined) => {
  const margin = 0.04 * (high - low) || 0.05 * Math.abs(high) || 1;
  const range: readonly [number, number] = [low - margin, high + margin];
  if (before === undefined || low < before[0] || high > before[1]) return range;
  return range[1] - range[0] >= 0.9 * (before[1] - before[0]) ? before : range;
};
