import type { Style } from "./style.ts";

/** Fewer cells show no share. */
const leastCells = 8;

/** A share from 0 to 1 as a bar of so many cells; nothing where they are too few. */
export const bar = (share: number, cells: number, { cyan, dim }: Style): string => {
  if (cells < leastCells) return "";
  const full = Math.round(share * cells);
  return `${cyan("━".repeat(full))}${dim("─".repeat(cells - full))}`;
};
