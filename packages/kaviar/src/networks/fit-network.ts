import { oneLine } from "@kaviar/base/text";
import type { Given } from "../command/command.ts";
import type { Outcome, Output } from "../command/outcome.ts";
import { UsageError } from "../command/usage-error.ts";
import { leaveEmpty } from "../fitting/forget.ts";
import type { Interrupt } from "../fitting/interrupt.ts";
import { namesOf } from "../fitting/names.ts";
import type { fitOptions } from "../fitting/options.ts";
import type { Found, WatchReading } from "./found.ts";
import type { Job } from "./job.ts";
import { imagesFrom } from "./read-images.ts";
import { rowsFrom } from "./read-rows.ts";
import { seriesFrom } from "./read-series.ts";
import { textsFrom } from "./read-texts.ts";
import { runNetwork } from "./run.ts";
import { watchReading } from "./watch-reading.ts";

type Options = Given<typeof fitOptions>["options"];
type Task = Exclude<Job, "table">;

type Read = (data: string, options: Options, watch: WatchReading, folder: string) => Promise<Found>;

const readers: { readonly [T in Task]: Read } = {
  image: imagesFrom,
  sequence: seriesFrom,
  text: textsFrom,
  network: rowsFrom,
};

const kinds = { image: "image", sequence: "sequence", text: "text", network: "table" } as const;

/** Searches for a network, and writes it. */
export const fitNetwork = async (
  job: Task,
  data: string,
  options: Options,
  {
    interrupt,
    output,
    begin,
  }: { interrupt: Interrupt; output: Output; begin(names: ReturnType<typeof namesOf>): Promise<void> },
): Promise<Outcome> => {
  const { time, trials, epochs, holdout, workers, metric, seed } = options;
  if (time !== undefined && trials !== undefined)
    throw new UsageError("A search has a time or a number of networks: got both --time and --trials.");
  if (epochs !== undefined && trials === undefined)
    throw new UsageError("--epochs goes with --trials: with a time networks are trained for as long as they have.");
  if (typeof holdout === "object")
    throw new UsageError(`--holdout of ${job}s is a share of the rows, or none: got the file ${holdout.file}.`);
  const names = namesOf(data, options.target ?? "class", options.out);
  await begin(names);
  const { progress } = output;
  const said = `reading ${oneLine(data)} … `;
  progress.write(said);
  const watch: WatchReading = (reading) => watchReading(reading, said, progress);
  // Ctrl-C ends reading at once, and nothing is left of it.
  const leave = (): void => leaveEmpty(names.search);
  process.once("exit", leave);
  const found = await readers[job](data, options, watch, names.search).catch((error: unknown) => {
    progress.write("\n");
    leave();
    throw error;
  });
  process.off("exit", leave);
  progress.write(`${found.says}; ${targetWords(found.y)}\n`);
  for (const note of found.notes) progress.write(`  ${note}\n`);
  try {
    return await runNetwork(
      {
        ...{ task: kinds[job], x: found.x, y: found.y, source: found.source, notes: found.notes, next: found.next },
        ...{ names, workers, metric, holdout, seed },
        budget: trials === undefined ? { time: time ?? "60s" } : { trials, ...(epochs !== undefined && { epochs }) },
      },
      interrupt,
      output,
    );
  } finally {
    await found.close?.();
  }
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
