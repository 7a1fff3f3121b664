import type { Panel } from "../draw/panel.ts";

const bins = 61;

/** How often values fall into each of many equal parts of a range. */
export const histogram = (
  values: ArrayLike<number>,
  { title, axis, range }: Pick<Panel, "title" | "axis" | "range">,
): Panel => {
  const [low, high] = range;
  const counts = new Array<number>(bins).fill(0);
  for (const value of Array.from(values)) {
    const bin = Math.floor(((value - low) / (high - low)) * bins);
    counts[Math.max(0, Math.min(bins - 1, bin))]!++;
  }
  const points = counts.map((count, i) => [low + ((i + 0.5) / bins) * (high - low), count] as const);
  return { title, axis, shape: "bars", range, height: [0, Math.max(...counts)], points };
};
