import { TableError } from "../error.ts";
import type { Source } from "./source.ts";

/** What a cell takes while a file is read, in bytes at the peak: 8 in the table, and what DuckDB holds before. Measured. */
const bytesOfCell = 34;

/** Bytes that are free, for this process in its container too. */
export const freeMemory = (): number => process.availableMemory?.() ?? process.getBuiltinModule("node:os").freemem();

/** What DuckDB may hold of a file that it goes through, before it uses the disk: no less than it needs to read at all. */
export const memoryToScan = (): number => Math.max(freeMemory() / 4, 250e6);

/** Bytes that it takes to read all of a source, about; undefined where nobody knows how many rows it has. */
export const bytesToRead = ({ size, columns }: Source): number | undefined =>
  size && size.rows * columns.length * bytesOfCell;

/** As many rows as half of the memory takes. */
export const rowsThatFit = ({ columns }: Source, memory: number): number =>
  Math.max(1, Math.floor(memory / 2 / (columns.length * bytesOfCell)));

/** Refuses to read what memory will not take, before it takes any. */
export const mustFit = (source: Source, memory: number): void => {
  const bytes = bytesToRead(source);
  if (bytes === undefined || bytes <= memory) return;
  const { path, columns, size } = source;
  throw new TableError(
    "data",
    `A table is held in memory: ${path} has about ${Math.round(size!.rows)} rows of ${columns.length} columns, which take ${gigabytes(bytes)} of ${gigabytes(memory)} that are free.`,
    {
      remedy:
        "Draw some of the rows: readTable(file, { sample: 200_000 }). Go through all of them a part at a time: readParts(file).",
    },
  );
};

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
