import type { RawSet } from "./raw-series.ts";
import { numbersOf } from "./ts-file.ts";

/** A `.tsv` file of the UCR archive: a series a line, the class first, then its numbers. (Dau et al. 2019) */
export const parseUcr = (text: string, file: string): RawSet => {
  const series = text.split(/\r?\n/).flatMap((line, i) => {
    if (line.trim() === "") return [];
    const [target = "", ...cells] = line.split("\t");
    const name = `line ${i + 1} of ${file}`;
    return [{ name, target: target.trim(), channels: [numbersOf(cells, name)] }];
  });
  return { name: file, channels: ["channel1"], series, broken: [] };
};

/** Whether a file of tabs begins with numbers: a table begins with the names of its columns. */
export const isUcr = (text: string): boolean => {
  const cells = text.slice(0, 4096).split(/\r?\n/, 1)[0]!.split("\t");
  return cells.length > 1 && cells.slice(1, -1).every((cell) => /^\s*([-+]?[\d.]+(e[-+]?\d+)?|nan)\s*$/i.test(cell));
};
