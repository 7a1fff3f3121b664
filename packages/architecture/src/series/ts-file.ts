import { ArchitectureError } from "../error.ts";
import type { RawSeries, RawSet } from "./raw-series.ts";

/**
 * A `.ts` file of the UEA and UCR archives, as sktime and aeon write them: lines that begin with @, then after @data a
 * series a line, its channels parted by colons and its numbers by commas, the class or number at the end. `?` and NaN are
 * missing. (Löning et al. 2019)
 */
export const parseTs = (text: string, file: string): RawSet => {
  const lines = text.split(/\r?\n/).map((line, i) => ({ line: line.trim(), number: i + 1 }));
  const start = lines.findIndex(({ line }) => /^@data$/i.test(line));
  if (start < 0) {
    throw new ArchitectureError("read", `A .ts file has a line @data before its series: ${file} has none.`, {
      remedy: "It may be something else, or cut off: series are read from csv files too.",
    });
  }
  const header = new Map(
    lines.slice(0, start).flatMap(({ line }) => {
      const [, name, value = ""] = /^@(\w+)\s*(.*)$/.exec(line) ?? [];
      return name ? [[name.toLowerCase(), value.toLowerCase()] as const] : [];
    }),
  );
  if (header.get("timestamps")?.startsWith("true")) {
    throw new ArchitectureError(
      "read",
      `Series are read as numbers at equal steps: ${file} has pairs of times and numbers.`,
      {
        remedy: "Write it as a long table with columns for the series and the time.",
      },
    );
  }
  const isNumber = header.get("targetlabel")?.startsWith("true") ?? false;
  const hasTarget = isNumber || (header.get("classlabel")?.startsWith("true") ?? false);
  const series = lines
    .slice(start + 1)
    .filter(({ line }) => line !== "" && !/^[#%]/.test(line))
    .map(({ line, number }) => seriesOf(line, `line ${number} of ${file}`, hasTarget, isNumber));
  const count = series[0]?.channels.length ?? 0;
  const odd = series.find(({ channels }) => channels.length !== count);
  if (odd) {
    throw new ArchitectureError(
      "read",
      `All series have the same channels: ${series[0]!.name} has ${count}, ${odd.name} has ${odd.channels.length}.`,
    );
  }
  const channels = Array.from({ length: count }, (_, c) => `channel${c + 1}`);
  return { name: file, channels, series, broken: [] };
};

const seriesOf = (line: string, name: string, hasTarget: boolean, isNumber: boolean): RawSeries => {
  const parts = line.split(":");
  const said = hasTarget ? parts.pop()!.trim() : undefined;
  const channels = parts.map((part) => numbersOf(part.split(","), name));
  if (said === undefined || said === "" || said === "?") return { name, channels };
  return { name, channels, target: isNumber ? numbersOf([said], name)[0]! : said };
};

/** Numbers as texts, missing ones as NaN; refuses what is neither. */
export const numbersOf = (cells: readonly string[], place: string): Float64Array =>
  Float64Array.from(cells, (cell) => {
    const text = cell.trim();
    const value = text === "" || text === "?" || /^nan$/i.test(text) ? Number.NaN : Number(text);
    if (!Number.isNaN(value) || /^(\?|nan)?$/i.test(text)) return value;
    throw new ArchitectureError("read", `Series are made of numbers: ${place} has ${JSON.stringify(text)}.`);
  });
