import { cellsOf } from "./cells.ts";

/** A line at its spaces on as many as it needs; those after the first are set two cells further in than it. */
export const fold = (line: string, cells: number): string[] => {
  const indent = /^\s*/.exec(line)![0];
  const lines: string[] = [];
  for (const word of line.trim().split(" ")) {
    const last = lines.at(-1);
    const set = indent.length + (lines.length > 1 ? 2 : 0);
    if (last !== undefined && set + cellsOf(last) + 1 + cellsOf(word) <= cells)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((text, i) => `${indent}${i > 0 ? "  " : ""}${text}`);
};
