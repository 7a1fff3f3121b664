import { placeOf } from "@kaviar/base/bucket";
import { didYouMean } from "@kaviar/base/check";
import { TableError } from "../error.ts";
import { isAddress } from "./bucket/address.ts";
import { findObjects, type StoredObject } from "./bucket/find-objects.ts";
import { type Database, quoted } from "./duckdb.ts";

/** Files that a path or a pattern names, and how they are written. */
export interface FoundFiles {
  readonly path: string;
  readonly format: Format;
  readonly files: readonly FoundFile[];
}

/** A file of this machine, or an object. */
export interface FoundFile {
  /** Its path or its address. */
  readonly name: string;
  readonly object?: StoredObject;
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

/** The files of a path; those that a pattern such as `data/*.parquet` fits, sorted by name; objects by their address. */
export const findFiles = async (database: Database, path: string): Promise<FoundFiles> => {
  if (isAddress(path)) return findObjectFiles(path);
  const { statSync } = process.getBuiltinModule("node:fs");
  const there = statSync(path, { throwIfNoEntry: false });
  const format = formatOf(path, there?.isDirectory() ?? false);
  if (there) return { path, format, files: [{ name: path }] };
  if (!/[*?[]/.test(path)) throw notThere(path);
  const found = await database.rows(`SELECT file FROM glob(${quoted(path)}) ORDER BY file`);
  const files = found.map(({ file }) => ({ name: file as string }));
  if (files.length === 0) throw new TableError("file", `No file fits the pattern ${path}.`);
  return { path, format, files };
};

/** The objects of an address; those that a pattern such as `s3://lab/clicks/*.parquet` fits, sorted by their keys. */
export const findObjectFiles = async (path: string): Promise<FoundFiles> => {
  const objects = await findObjects(path);
  const files = objects.map((object) => ({ name: placeOf({ bucket: object.bucket, prefix: object.key }), object }));
  return { path, format: formatOf(path, false), files };
};

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
