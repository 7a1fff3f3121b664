import { didYouMean } from "@kaviar/base/check";
import { TableError } from "../error.ts";
import { type Database, quoted } from "./duckdb.ts";

/** Files that a path or a pattern names, and how they are written. */
export interface FoundFiles {
  readonly path: string;
  readonly format: Format;
  readonly files: readonly string[];
}

type Format = "csv" | "parquet" | "json";

const formats: Readonly<Record<string, Format>> = {
  csv: "csv",
  tsv: "csv",
  tab: "csv",
  txt: "csv",
  parquet: "parquet",
  json: "json",
  jsonl: "json",
  ndjson: "json",
};

/** The files of a path; those that a pattern such as `data/*.parquet` fits, sorted by name. */
export const findFiles = async (database: Database, path: string): Promise<FoundFiles> => {
  if (isAddress.test(path)) throw elsewhere(path);
  const { statSync } = process.getBuiltinModule("node:fs");
  const there = statSync(path, { throwIfNoEntry: false });
  const format = formatOf(path, there?.isDirectory() ?? false);
  if (there) return { path, format, files: [path] };
  if (!/[*?[]/.test(path)) throw notThere(path);
  const found = await database.rows(`SELECT file FROM glob(${quoted(path)}) ORDER BY file`);
  const files = found.map(({ file }) => file as string);
  if (files.length === 0) throw new TableError("file", `No file fits the pattern ${path}.`);
  return { path, format, files };
};

/** Of the web, or of an object store: `s3://bucket/clicks.parquet`. */
const isAddress = /^[a-z][a-z0-9+.-]+:\/\//i;

const elsewhere = (path: string): TableError =>
  new TableError("file", `A table is read from files of this machine: ${path} is an address.`, {
    remedy: "Fetch it first: aws s3 cp, curl -O, or DuckDB's COPY where its extension httpfs is installed.",
  });

/** As DuckDB is told a file: marks of a pattern in its name stand for themselves. */
const fileInSql = (file: string): string => quoted(file.replace(/[*?[]/g, "[$&]"));

export const filesInSql = (files: readonly string[]): string => `[${files.map(fileInSql).join(", ")}]`;

const formatOf = (path: string, isFolder: boolean): Format => {
  if (isFolder) {
    throw new TableError("file", `A table is read from files: ${path} is a folder.`, {
      remedy: `Name a file in it, or many by a pattern: "${path.replace(/\/$/, "")}/*.csv".`,
    });
  }
  const ending = /\.([a-z0-9]+)(\.gz)?$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  if (Object.hasOwn(formats, ending)) return formats[ending]!;
  throw new TableError(
    "file",
    `A file's name ends in ${Object.keys(formats)
      .map((each) => `.${each}`)
      .join(", ")}, and .gz behind it: got ${path}.`,
    {
      remedy: Object.hasOwn(otherFiles, ending)
        ? otherFiles[ending]!
        : "Rename it, or read it by SQL: readTable({ sql: \"select * from read_csv('…')\" }).",
    },
  );
};

const ofSpreadsheet = "Save its sheet as CSV in the spreadsheet, and read that.";
const ofArchive = "Unpack it, and read what is in it; of packed files .gz is read.";

/** What to do with files of kinds that are met often. */
const otherFiles: Readonly<Record<string, string>> = {
  xlsx: ofSpreadsheet,
  xls: ofSpreadsheet,
  ods: ofSpreadsheet,
  zip: ofArchive,
  bz2: ofArchive,
  xz: ofArchive,
  zst: ofArchive,
  "7z": ofArchive,
};

const notThere = (path: string): TableError => {
  const { readdirSync } = process.getBuiltinModule("node:fs");
  const { basename, dirname, extname, join } = process.getBuiltinModule("node:path");
  let beside: readonly string[] = [];
  try {
    beside = readdirSync(dirname(path));
  } catch {
    // The folder is not there either.
  }
  // An ending that names have in common makes none of them near.
  const ending = extname(path);
  const stems = beside.filter((name) => extname(name) === ending).map((name) => basename(name, ending));
  const remedy = didYouMean(
    basename(path, ending),
    stems,
    "Check the path; it starts at the folder the program runs in.",
    (stem) => join(dirname(path), `${stem}${ending}`),
  );
  return new TableError("file", `There is no file ${path}.`, { remedy });
};
