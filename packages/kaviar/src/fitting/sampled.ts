import { readIfThere } from "@kaviar/base/files";
import { readSample, type Sample } from "@kaviar/tabular";
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

/** Rows that agents look at: all do at the same, so how many are drawn is said, and does not follow from the memory of each. */
export const sameForAll = (sample: Sample, asked: number | undefined): Sample => {
  if (!isSample(sample) || asked !== undefined) return sample;
  throw new UsageError(
    `Agents look at the same rows, and what memory takes differs between machines: got ${sampleWords(sample)}.`,
    "Say how many: --sample N draws the same on each. Or ask for agents with more memory: --memory.",
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
