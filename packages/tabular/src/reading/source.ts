import { TableError } from "../error.ts";
import { type CsvLayout, csvLayout, type Encoding, notUtf8 } from "./csv-layout.ts";
import { type Database, named, quoted } from "./duckdb.ts";
import { fileHead } from "./file-head.ts";
import { type FoundFiles, filesInSql, findFiles } from "./find-files.ts";
import { type HeldFile, holdFiles, holdParquet } from "./held-files.ts";
import { mustHoldRecords } from "./json-records.ts";
import { type ByteEncoding, markOf, recode } from "./recode.ts";

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
  /** Fetches columns that are still elsewhere, before they are read. */
  bring?(columns: readonly string[]): Promise<void>;
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

export const openSource = async (
  database: Database,
  given: Given | FoundFiles,
  options: SourceOptions,
): Promise<Source> => {
  if (typeof given !== "string" && "sql" in given) return sqlSource(database, given.sql);
  const found = typeof given === "string" ? await findFiles(database, given) : given;
  return openers[found.format](database, found, options);
};

const openers: Readonly<
  Record<FoundFiles["format"], (database: Database, found: FoundFiles, options: SourceOptions) => Promise<Source>>
> = {
  csv: async (database, found, options) =>
    csvSource(database, found.path, await holdFiles(database, found.files), options),
  json: async (database, found) => {
    const files = await holdFiles(database, found.files);
    const read = await jsonFiles(database, files);
    // JSON says its types only by all of its values.
    const source = await typedSource(
      database,
      found.path,
      files,
      `read_json_auto(${filesInSql(read)}, sample_size = -1)`,
    );
    const bytes = bytesOf(files);
    return { ...source, size: { bytes, rows: bytes / (jsonValue * source.columns.length) } };
  },
  parquet: async (database, found) => {
    const { files, ...bringing } = await holdParquet(database, found.files);
    const relation = `read_parquet(${filesInSql(files.map(({ path }) => path))})`;
    const source = await typedSource(database, found.path, files, relation);
    // It knows its rows, and is packed as others are by gzip.
    const [answer] = await database.rows(`SELECT count(*) AS n FROM ${relation}`);
    return { ...source, ...bringing, size: { bytes: bytesOf(files) * packed, rows: Number(answer!.n) } };
  },
};

const jsonFiles = async (database: Database, files: readonly HeldFile[]): Promise<readonly string[]> => {
  const read: string[] = [];
  for (const file of files) {
    const head = await fileHead(file);
    mustHoldRecords(file.name, head);
    const mark = markOf(head.bytes);
    read.push(mark === undefined ? file.path : await inUtf8(database, file, mark));
  }
  return read;
};

/** What text is packed to, about. */
const packed = 5;
/** Bytes of a value as JSON, about. */
const jsonValue = 20;

const bytesOf = (files: readonly HeldFile[]): number => {
  const { statSync } = process.getBuiltinModule("node:fs");
  return files.reduce((sum, { path }) => sum + statSync(path).size * (path.endsWith(".gz") ? packed : 1), 0);
};

const sqlSource = (database: Database, sql: string): Promise<Source> =>
  typedSource(database, "The query", [], `(${sql.trim().replace(/;$/, "")})`);

const typedSource = async (
  database: Database,
  path: string,
  files: readonly HeldFile[],
  relation: string,
): Promise<Source> => {
  const refused = (error: unknown) => saidByDuckdb(path, error, files);
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

/** So many lines of a CSV file say how it is written. */
const linesOfLayout = 5;

const csvSource = async (
  database: Database,
  path: string,
  files: readonly HeldFile[],
  options: SourceOptions,
): Promise<Source> => {
  const tabs = /\.(tsv|tab)(\.gz)?$/i.test(path) ? { delimiter: "\t" } : {};
  const layouts: CsvLayout[] = [];
  let bytesOfRow = 1;
  for (const file of files) {
    const head = await fileHead(file, linesOfLayout);
    layouts.push(csvLayout(file.name, head, { ...tabs, ...options }));
    bytesOfRow = head.bytes.length / Math.max(head.bytes.filter((byte) => byte === 10).length, 1);
  }
  const [first] = layouts as [CsvLayout];
  const { names, delimiter, header, saysDelimiter } = first;
  for (const [i, layout] of layouts.entries()) {
    const at = names.findIndex((name, k) => layout.names[k] !== name);
    if (at < 0 && layout.names.length === names.length) {
      mustBeWrittenAs(files[0]!.name, first, files[i]!.name, layout);
      continue;
    }
    const k = at < 0 ? names.length : at;
    throw new TableError(
      "column",
      `Files that are read as one have the same columns: column ${k + 1} is ${called(names[k])} in ${files[0]!.name}, ${called(layout.names[k])} in ${files[i]!.name}.`,
      { remedy: "Read them one by one, or leave the odd one out of the pattern." },
    );
  }
  const columns = names.map((name, i) => ({ name, sql: `c${i}`, type: "VARCHAR" }));
  const { bytes } = first;
  const read = await Promise.all(
    files.map((file) => (bytes === undefined ? file.path : inUtf8(database, file, bytes))),
  );
  const settings = [
    "auto_detect = false",
    `delim = '${delimiter}'`,
    `quote = '"'`,
    `escape = '"'`,
    `header = ${header}`,
    `skip = ${saysDelimiter ? 1 : 0}`,
    "strict_mode = true",
  ];
  const reader = (types: readonly string[], more: readonly string[] = []) => {
    const typed = columns.map((_, i) => `'c${i}': '${types[i]}'`);
    return `read_csv(${filesInSql(read)}, ${[...settings, ...more, `columns = {${typed.join(", ")}}`].join(", ")})`;
  };
  return {
    path,
    relation: reader(columns.map(({ type }) => type)),
    columns,
    readAs: (missing, types) => reader(types, [`nullstr = [${missing.map(quoted).join(", ")}]`]),
    isText: true,
    mayHaveCommas: delimiter !== ",",
    size: { bytes: bytesOf(files), rows: bytesOf(files) / bytesOfRow },
    refused: (error) => csvFault(path, error, (file) => files[read.indexOf(file)]?.name ?? file),
  };
};

/** DuckDB knows UTF-8 best: of another file it gets a copy, gone when it is done. */
const inUtf8 = async (database: Database, file: HeldFile, encoding: ByteEncoding): Promise<string> => {
  const copy = `${database.folder()}/${crypto.randomUUID()}`;
  await recode(file, copy, encoding);
  return copy;
};

/** The same reader goes through all files. */
const mustBeWrittenAs = (file: string, first: CsvLayout, other: string, layout: CsvLayout): void => {
  const odd = (["delimiter", "bytes", "saysDelimiter"] as const).find((each) => layout[each] !== first[each]);
  if (odd === undefined) return;
  const evidence =
    odd === "saysDelimiter"
      ? `only ${layout.saysDelimiter ? other : file} begins with a line that says its delimiter`
      : odd === "bytes"
        ? `${file} is ${first.bytes ?? "utf-8"}, ${other} is ${layout.bytes ?? "utf-8"}`
        : `\`${first.delimiter}\` parts columns in ${file}, \`${layout.delimiter}\` in ${other}`;
  throw new TableError("read", `Files that are read as one are written alike: ${evidence}.`, {
    remedy: "Read them one by one, or convert the odd one.",
  });
};

const called = (name: string | undefined): string => (name === undefined ? "not there" : `\`${name}\``);

/** DuckDB says what is wrong with a line in its own words, and then all of its settings. */
const csvFault = (path: string, error: unknown, nameOf: (file: string) => string): unknown => {
  const said = (error as Error).message;
  const found = /^\s*file = (.*)$/m.exec(said)?.[1];
  const file = found === undefined ? path : nameOf(found);
  const line = Number(/CSV Error on Line: (\d+)/.exec(said)?.[1]);
  const [, expected, cells] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(said) ?? [];
  if (expected !== undefined) {
    return new TableError(
      "read",
      `Each line has the columns of the first: line ${line} of ${file} has ${cells} of ${expected}.`,
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

/** What is said where a file is not what its name says, and what to do. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/'httpfs'/, 'In SQL a table is a file of this machine: readTable("s3://BUCKET/KEY") reads an object.'],
  [/Malformed JSON|unexpected end of data/i, "Mend it there; it may have been cut off."],
  [/Parquet|magic bytes/i, "Its name says parquet: rename it if it is something else. It may have been cut off."],
];

/** Of a copy nobody knows but us. */
const ofCopy = / in file "[^"]*kaviar-\w{6}\/[^"]*"/;

/** The first sentence of DuckDB's, without the kind of its error. */
const saidByDuckdb = (path: string, error: unknown, files: readonly HeldFile[] = []): unknown => {
  if (error instanceof TableError) return error;
  const [first] = (error as Error).message.split(/\n\s*\n|\nLINE /);
  const said = files
    .reduce((text, file) => text.replaceAll(file.path, file.name), first!)
    .replace(/\s+/g, " ")
    .trim();
  const remedy = remedies.find(([of]) => of.test(said))?.[1];
  return new TableError(
    "read",
    `${path} cannot be read: ${said.replace(/^([A-Z]\w* )+Error: /, "").replace(ofCopy, "")}`,
    {
      cause: error,
      ...(remedy === undefined ? {} : { remedy }),
    },
  );
};
