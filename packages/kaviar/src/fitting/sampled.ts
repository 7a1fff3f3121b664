import { readIfThere } from "@kaviar/base/files";
import { readSample, type Sample, type Table } from "@kaviar/tabular";
import { UsageError } from "../command/usage-error.ts";
import { counted } from "./counted.ts";
import { type Settings, settingsFile } from "./settings.ts";

interface Asked {
  readonly sample?: number;
  readonly seed?: number;
}

/** The rows of a file, or so many of them as were asked for or fit; a search that goes on gets those that it had. */
export const drawnRows = async (data: string, given: Asked, folder: string | undefined): Promise<Sample> => {
  const bytes = folder === undefined ? undefined : await readIfThere(settingsFile(folder));
  const kept: Settings = bytes === undefined ? {} : JSON.parse(new TextDecoder().decode(bytes)).settings;
  const { sample, seed } = { ...kept, ...given };
  return readSample(data, { ...(sample !== undefined && { sample }), ...(seed !== undefined && { seed }) });
};

export const isSample = ({ table, of }: Pick<Sample, "table" | "of">): boolean => table.rows < of;

/** All rows of a file, for agents: what one of them looks at, all do. */
export const allRows = (sample: Sample): Table => {
  if (!isSample(sample)) return sample.table;
  throw new UsageError(
    `Agents look at all rows of a file: ${sampleWords(sample)}.`,
    "Search on a sample here, without --on; or write the rows drawn to a file, and search on that.",
  );
};

/** That a search works on some of the rows, and why. */
export const sampleWords = ({ table, of, tooLarge }: Sample): string => {
  const some = `${counted(table.rows, "row")} drawn by chance of ${counted(of, "row")}`;
  return tooLarge === undefined
    ? `a sample: ${some}`
    : `a sample: ${some}, as all would take ${gigabytes(tooLarge.bytes)} of memory and ${gigabytes(tooLarge.free)} are free; --sample N draws more or fewer`;
};

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
