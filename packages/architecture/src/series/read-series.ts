import { listOf, type OptionsOf, text, whole } from "@kaviar/base/check";
import { ArchitectureError } from "../error.ts";
import { argument, options } from "../options.ts";
import { folderSeries } from "./folder-series.ts";
import type { RawSet } from "./raw-series.ts";
import { type SeriesRows, seriesRows } from "./series-rows.ts";
import { type StepColumns, tableSeries } from "./table-series.ts";
import { parseTs } from "./ts-file.ts";
import { isUcr, parseUcr } from "./ucr-file.ts";

const checkSource = argument("readSeries", "source", text);
const read = options("readSeries", {
  /** The column of a long table that says of which series a row is. */
  series: text.optional(),
  /** The column that says when, by which steps are put in order; in a folder, one called time or timestamp, unless said. */
  time: text.optional(),
  /** The column that has the class or number of a series, the same in all its rows; or that of a folder's labels.csv. */
  target: text.optional(),
  /** The columns that are channels; all others unless said. */
  channels: listOf(text).optional(),
  /** Steps of a row: those of the longest series unless said. A network that has learned of others takes as many as those had. */
  steps: whole(1).optional(),
});

export type ReadSeriesOptions = OptionsOf<typeof read>;

/**
 * Series of a folder of csv files, one for each; of a long table with a column that says of which series a row is; or of a
 * `.ts` or `.tsv` file of the UEA and UCR archives.
 *
 * ```ts
 * const { x, y, lengths, broken } = await readSeries("sensors");                     // sensors/walking/1.csv, …
 * await readSeries("steps.csv", { series: "id", time: "t", target: "activity" });
 * await readSeries("GunPoint_TRAIN.ts");
 * ```
 * In a folder the class is the name of the folder that a file lies in, what labels.csv says of the file, or a column that
 * is named. Steps count as equally far apart. Gaps are filled by straight lines, and counted in `filled`; a series without
 * any number in a channel is left out, and named in `broken`. With `steps` longer series lose their end; `cut` counts them.
 */
export const readSeries = async (source: string, given: ReadSeriesOptions = {}): Promise<SeriesRows> => {
  checkSource(source);
  const { steps, ...columns } = read(given);
  return seriesRows(await openSeries(source, columns), steps);
};

const openSeries = async (source: string, columns: StepColumns): Promise<RawSet> => {
  const { readFile, stat } = process.getBuiltinModule("node:fs/promises");
  const { series } = columns;
  const found = await stat(source).catch(() => undefined);
  if (!found)
    throw new ArchitectureError("file", `There is no file or folder ${source}.`, { remedy: "Check the path." });
  if (found.isDirectory()) {
    if (series === undefined) return folderSeries(source, columns);
    throw new ArchitectureError(
      "options",
      `In a folder each file is a series: got { series: ${JSON.stringify(series)} } for ${source}.`,
      {
        remedy: "Leave it out, or name one file.",
      },
    );
  }
  if (series !== undefined) return tableSeries(source, { ...columns, series });
  const content = /\.(ts|tsv)$/i.test(source) ? await readFile(source, "utf8") : "";
  if (/\.ts$/i.test(source)) return parseTs(content, source);
  if (/\.tsv$/i.test(source) && isUcr(content)) return parseUcr(content, source);
  throw new ArchitectureError(
    "read",
    `A long table says of which series each row is: ${source} was given without such a column.`,
    {
      remedy:
        'Name it: { series: "id" }. A folder of files needs none, and .ts files of the UEA archive do not either.',
    },
  );
};
