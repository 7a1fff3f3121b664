import type { Cell } from "@kaviar/tabular";
import { ArchitectureError } from "../error.ts";

/** What a column says of rows, none of which misses it: numbers, or the names of classes. */
export const targetOfCells = (
  cells: readonly Cell[],
  target: string,
  table: string,
): readonly string[] | readonly number[] => {
  if (cells.some((cell) => cell instanceof Date)) {
    throw new ArchitectureError("read", `A target is a class or a number: \`${target}\` of ${table} has dates.`, {
      remedy: "Make numbers of them, or texts that name classes.",
    });
  }
  return cells.every((cell) => typeof cell === "number") ? (cells as readonly number[]) : cells.map(String);
};
