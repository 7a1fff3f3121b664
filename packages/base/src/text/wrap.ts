import { cellsOf } from "./cells.ts";

/** Words on as many lines as they need, but not more than so many: the last one then ends with `…`. */
export const wrap = (words: readonly string[], cells: number, most: number): string[] => {
  const lines: string[] = [];
  for (const word of words.filter((each) => each !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && cellsOf(last) + 2 + cellsOf(word) <= cells) lines[lines.length - 1] = `${last}  ${word}`;
    else lines.push(word);
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]} …`];
};
