import { TableError } from "../error.ts";
import { csvLayout, type Encoding, notUtf8 } from "./csv-layout.ts";
import { type Database, named, quoted } from "./duckdb.ts";
import { fileHead } from "./file-head.ts";
import { type FoundFiles, filesInSql, findFiles } from "./find-files.ts";

/** What is read: a relation of DuckDB, and its columns. */
export interface Source {
  /** As errors call it. */
  readonly path: string;
  /** Behind FROM. */
  readonly relation: string;
  readonly columns: readonly SourceColumn[];
  /**
   * The relation with NULL for some texts, and with types of DuckDB for its columns, where its reader can do both: faster
   * than to ask each cell afterwards.
   */
  readAs?(missing: readonly string[], types: readonly string[]): string;
  /** Whether texts are all there is, as in CSV: then they say what they are. */
  readonly isText: boolean;
  /** Whether a comma may part the fraction off: where commas do not part columns. */
  readonly mayHaveCommas: boolean;
  /** Bytes of the files unpacked and rows in them, about; none where nobody knows. */
  readonly size?: SourceSize;
  /** Turns what DuckDB says of the file into an error of tables. */
  refused(error: unknown): unknown;
}

interface SourceSize {
  readonly bytes: number;
  readonly rows: number;
}

interface SourceColumn {
  readonly name: string;
  /** In SQL. */
  readonly sql: string;
  /** DuckDB's type. */
  readonly type: string;
}

interface SourceOptions {
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
  readonly encoding?: Encoding | undefined;
}

export type Given = string | { readonly sql: string };

export const openSource = async (database: Database, given: Given, options: SourceOptions): Promise<Source> => {
  if (typeof given !== "string") return sqlSource(database, given.sql);
  const found = await findFiles(database, given);
  if (found.format === "csv") return csvSource(found, options);
  const reader = found.format === "parquet" ? "read_parquet" : "read_json_auto";
  // JSON says its types only by all of its values.
  const all = found.format === "json" ? ", sample_size = -1" : "";
  const source = await typedSource(database, given, `${reader}(${filesInSql(found.files)}${all})`);
  return { ...source, size: await sizeOfTyped(database, found, source) };
};

/** What text is packed to, about. */
const packed = 5;
/** Bytes of a value as JSON, about. */
const jsonValue = 20;

const bytesOf = (files: readonly string[]): number => {
  const { statSync } = process.getBuiltinModule("node:fs");
  return files.reduce((sum, file) => sum + statSync(file).size * (file.endsWith(".gz") ? packed : 1), 0);
};

/** Parquet knows its rows, and is packed as others are by gzip. */
const sizeOfTyped = async (
  database: Database,
  { format, files }: FoundFiles,
  { relation, columns }: Source,
): Promise<SourceSize> => {
  const bytes = bytesOf(files);
  if (format === "json") return { bytes, rows: bytes / (jsonValue * columns.length) };
  const [answer] = await database.rows(`SELECT count(*) AS n FROM ${relation}`);
  return { bytes: bytes * packed, rows: Number(answer!.n) };
};

const sqlSource = (database: Database, sql: string): Promise<Source> =>
  typedSource(database, "The query", `(${sql.trim().replace(/;$/, "")})`);

const typedSource = async (database: Database, path: string, relation: string): Promise<Source> => {
  const refused = (error: unknown) => saidByDuckdb(path, error);
  try {
    const described = await database.rows(`DESCRIBE SELECT * FROM ${relation}`);
    const columns = described.map(({ column_name, column_type }) => ({
      name: column_name as string,
      sql: named(column_name as string),
      type: column_type as string,
    }));
    return { path, relation, columns, isText: false, mayHaveCommas: false, refused };
  } catch (error) {
    throw refused(error);
  }
};

const csvSource = async ({ path, files }: FoundFiles, options: SourceOptions): Promise<Source> => {
  const tabs = /\.(tsv|tab)(\.gz)?$/i.test(path) ? { delimiter: "\t" } : {};
  const layouts = [];
  let bytesOfRow = 1;
  for (const file of files) {
    const head = await fileHead(file);
    layouts.push(csvLayout(file, head, { ...tabs, ...options }));
    bytesOfRow = head.bytes.length / Math.max(head.bytes.filter((byte) => byte === 10).length, 1);
  }
  const [{ names, delimiter, header, encoding }] = layouts as [(typeof layouts)[number]];
  for (const [i, layout] of layouts.entries()) {
    const at = names.findIndex((name, k) => layout.names[k] !== name);
    if (at < 0 && layout.names.length === names.length) continue;
    const k = at < 0 ? names.length : at;
    throw new TableError(
      "column",
      `Files that are read as one have the same columns: column ${k + 1} is ${called(names[k])} in ${files[0]}, ${called(layout.names[k])} in ${files[i]}.`,
    );
  }
  const columns = names.map((name, i) => ({ name, sql: `c${i}`, type: "VARCHAR" }));
  const settings = [
    "auto_detect = false",
    `delim = '${delimiter}'`,
    `quote = '"'`,
    `escape = '"'`,
    `header = ${header}`,
    "strict_mode = true",
    `encoding = '${encoding}'`,
  ];
  const reader = (types: readonly string[], more: readonly string[] = []) => {
    const typed = columns.map(({ sql }, i) => `'${sql}': '${types[i]}'`);
    return `read_csv(${filesInSql(files)}, ${[...settings, ...more, `columns = {${typed.join(", ")}}`].join(", ")})`;
  };
  return {
    path,
    relation: reader(columns.map(({ type }) => type)),
    columns,
    readAs: (missing, types) => reader(types, [`nullstr = [${missing.map(quoted).join(", ")}]`]),
    isText: true,
    mayHaveCommas: delimiter !== ",",
    size: { bytes: bytesOf(files), rows: bytesOf(files) / bytesOfRow },
    refused: (error) => csvFault(path, error),
  };
};

const called = (name: string | undefined): string => (name === undefined ? "not there" : `\`${name}\``);

/** DuckDB says what is wrong with a line in its own words, and then all of its settings. */
const csvFault = (path: string, error: unknown): unknown => {
  const said = (error as Error).message;
  const file = /^\s*file = (.*)$/m.exec(said)?.[1] ?? path;
  const line = Number(/CSV Error on Line: (\d+)/.exec(said)?.[1]);
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(said) ?? [];
  if (expected !== undefined) {
    return new TableError(
      "read",
      `Each line has the columns of the first: line ${line} of ${file} has ${found} of ${expected}.`,
      {
        remedy: "Complete the line, or put quotes around a text that holds the delimiter.",
        cause: error,
      },
    );
  }
  if (/Invalid unicode/.test(said)) return notUtf8(file, line);
  if (/unterminated quote/i.test(said)) {
    return new TableError(
      "read",
      `A quote that begins a text ends it too, before the delimiter: not so in line ${line} of ${file}.`,
      {
        remedy: 'Write a quote within a quoted text twice: "5"" pipe".',
        cause: error,
      },
    );
  }
  if (/invalid state/.test(said)) {
    return new TableError(
      "read",
      `The lines of a file end alike: ${file} has some that end in \\r\\n, and some in \\n.`,
      {
        remedy: "Convert its line ends.",
        cause: error,
      },
    );
  }
  return saidByDuckdb(file, error);
};

const saidByDuckdb = (path: string, error: unknown): unknown => {
  if (error instanceof TableError) return error;
  const [first] = (error as Error).message.split(/\n\s*\n|\nLINE /);
  return new TableError("read", `${path} cannot be read: ${first!.replace(/\s+/g, " ").trim()}`, { cause: error });
};
