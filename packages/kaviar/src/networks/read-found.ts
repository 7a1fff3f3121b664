import type { WriteStream } from "node:tty";
import { oneLine } from "@kaviar/base/text";
import type { Given } from "../command/command.ts";
import type { fitOptions } from "../fitting/options.ts";
import type { Found, WatchReading } from "./found.ts";
import type { Task } from "./job.ts";
import { imagesFrom } from "./read-images.ts";
import { rowsFrom } from "./read-rows.ts";
import { seriesFrom } from "./read-series.ts";
import { textsFrom } from "./read-texts.ts";
import { watchReading } from "./watch-reading.ts";

type Options = Given<typeof fitOptions>["options"];

type Read = (data: string, options: Options, watch: WatchReading, folder: string) => Promise<Found>;

const readers: { readonly [T in Task]: Read } = {
  image: imagesFrom,
  sequence: seriesFrom,
  text: textsFrom,
  network: rowsFrom,
};

interface Reading {
  readonly progress: WriteStream;
  /** Where pixels may lie while the search goes on. */
  readonly folder: string;
}

/** Reads the rows of a search over networks, and says so before: it may take long. */
export const readFound = async (
  job: Task,
  data: string,
  options: Options,
  { progress, folder }: Reading,
): Promise<Found> => {
  const said = `reading ${oneLine(data)} … `;
  progress.write(said);
  const watch: WatchReading = (reading) => watchReading(reading, said, progress);
  const found = await readers[job](data, options, watch, folder).catch((error: unknown) => {
    progress.write("\n");
    throw error;
  });
  progress.write(`${found.says}; ${targetWords(found.y)}\n`);
  for (const note of found.notes) progress.write(`  ${note}\n`);
  return found;
};

/** So many classes are named. */
const named = 4;

const targetWords = (y: readonly (string | number)[]): string => {
  const counts = new Map<string | number, number>();
  for (const each of y) counts.set(each, (counts.get(each) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  if (typeof y[0] === "number" && counts.size > 20) return "a number each";
  const shown = sorted
    .slice(0, named)
    .map(([name, count]) => `${oneLine(String(name))} ${Math.round((100 * count) / y.length)} %`);
  return `${counts.size} ${counts.size === 1 ? "class" : "classes"}: ${shown.join(", ")}${counts.size > named ? ", …" : ""}`;
};
