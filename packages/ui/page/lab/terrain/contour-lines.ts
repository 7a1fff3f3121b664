/** Levels that part the values into bands of equally many: all of a surface shows, ravines and walls alike. */
export const levelsOf = (values: ArrayLike<number>, bands: number): readonly number[] => {
  const sorted = Float64Array.from(values).sort();
  return Array.from({ length: bands - 1 }, (_, i) => sorted[Math.round(((i + 1) * (sorted.length - 1)) / bands)]!);
};

/** In which band a value is, from 0 for the lowest. */
export const bandOf = (value: number, levels: readonly number[]): number => {
  const band = levels.findIndex((level) => value < level);
  return band < 0 ? levels.length : band;
};

/**
 * The lines along which values on a square grid reach a level, as an SVG path in units of the grid: within each cell the
 * level is met where a side crosses it. (Marching squares, Lorensen & Cline 1987 in two dimensions)
 */
export const contourLine = (values: ArrayLike<number>, side: number, level: number): string => {
  const parts: string[] = [];
  for (let row = 0; row < side - 1; row++)
    for (let column = 0; column < side - 1; column++) {
      const met = crossings(values, side, level, row, column);
      for (let i = 0; i + 1 < met.length; i += 2) parts.push(`M${met[i]}L${met[i + 1]}`);
    }
  return parts.join("");
};

/** Where the level crosses the sides of a cell, in turn around it: two places, four at a pass, or none. */
const crossings = (
  values: ArrayLike<number>,
  side: number,
  level: number,
  row: number,
  column: number,
): readonly string[] => {
  const corners = [
    [column, row],
    [column + 1, row],
    [column + 1, row + 1],
    [column, row + 1],
  ] as const;
  return corners.flatMap(([x1, y1], i) => {
    const [x2, y2] = corners[(i + 1) % 4]!;
    const [from, to] = [values[y1 * side + x1]!, values[y2 * side + x2]!];
    if (from < level === to < level) return [];
    const part = (level - from) / (to - from);
    return [`${(x1 + part * (x2 - x1)).toFixed(2)} ${(y1 + part * (y2 - y1)).toFixed(2)}`];
  });
};
