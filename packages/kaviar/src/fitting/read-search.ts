import { existsSync } from "node:fs";
import type { WriteStream } from "node:tty";
import { didYouMean } from "@kaviar/base/check";
import { cellsOf, oneLine } from "@kaviar/base/text";
import { readTable, type Sample, type Table } from "@kaviar/tabular";
import type { Given } from "../command/command.ts";
import { shellWord } from "../command/shell-word.ts";
import { UsageError } from "../command/usage-error.ts";
import { checkColumn } from "./check-column.ts";
import { described } from "./described.ts";
import type { fitOptions, HoldoutGiven } from "./options.ts";
import { drawnRows, isSample, sampleWords } from "./sampled.ts";

type Options = Given<typeof fitOptions>["options"];

/** The column to predict, which has to be named. */
export const targetOf = async (data: string, { target }: Options, stream: WriteStream): Promise<string> => {
  if (target !== undefined) return target;
  // Of a file that is not there no column can be named: reading it says so, and what may be meant.
  if (isPath.test(data) && !existsSync(data)) await readAloud(data, stream);
  throw new UsageError(
    "A search needs the column to predict: got no --target.",
    `Such as --target churned. \`kaviar profile ${shellWord(data)}\` shows the columns.`,
  );
};

/** Reads the rows of a search, and says so before: it may take long. */
export const readRows = async (
  data: string,
  target: string,
  options: Options,
  stream: WriteStream,
  { check = () => {}, folder }: Reading = {},
): Promise<Sample> => {
  const sample = await readAloud(data, stream, options, folder);
  const { table } = sample;
  try {
    for (const name of ["target", "group", "time-column"] as const) checkColumn(name, options[name], table, data);
    check();
  } catch (error) {
    stream.write("\n");
    throw error;
  }
  const [columns, values] = described(table, target);
  const isShort = cellsOf(`reading ${oneLine(data)} … ${columns}; ${values}`) <= (stream.columns ?? Infinity);
  stream.write(isShort ? `${columns}; ${values}\n` : `\n  ${columns}\n  ${values}\n`);
  if (isSample(sample)) stream.write(`  ${sampleWords(sample)}\n`);
  return sample;
};

interface Reading {
  /** Whether the search may begin, now that its columns are there. */
  readonly check?: () => void;
  /** Where a search that goes on has kept which rows it looks at. */
  readonly folder?: string | undefined;
}

/** Neither a pattern of several files nor an address. */
const isPath = /^[^*?[\]{}:]+$/;

const readAloud = async (
  data: string,
  stream: WriteStream,
  given: Pick<Options, "sample" | "seed"> = {},
  folder?: string,
): Promise<Sample> => {
  stream.write(`reading ${oneLine(data)} … `);
  return drawnRows(data, given, folder).catch((error: unknown) => {
    stream.write("\n");
    throw error;
  });
};

export const budgetOf = ({ time, evaluations }: Options) => {
  if (time !== undefined && evaluations !== undefined)
    throw new UsageError("A search has a time or a number of pipelines: got both --time and --evaluations.");
  return evaluations === undefined ? { time: time ?? "60s" } : { evaluations };
};

/** Rows of a file are read as those to learn from were. */
export const holdoutOf = async (
  { holdout: given, group }: { readonly holdout?: HoldoutGiven; readonly group?: string },
  table: Table,
  data: string,
): Promise<number | "none" | Table | undefined> => {
  if (typeof given !== "object") return given;
  const known = table.schema.filter(({ name }) => name !== group);
  const held = await readTable(given.file, { like: known });
  const missing = known.find(({ name, type }) => type !== "id" && type !== "constant" && !held.has(name));
  if (missing !== undefined)
    throw new UsageError(
      `The rows of --holdout have the columns of ${data}: ${given.file} has no \`${missing.name}\`.`,
      didYouMean(missing.name, held.columns, "Say another file.", (near) => `\`${near}\``),
    );
  return held;
};
