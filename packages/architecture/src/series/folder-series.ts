import { listed, plural } from "@kaviar/base/text";
import { readTable, type Table } from "@kaviar/tabular";
import { ArchitectureError } from "../error.ts";
import { checkIsNoSplit } from "../images/folder-source.ts";
import type { BrokenFile } from "../images/source.ts";
import { type FoundFile, walkFolder } from "../images/walk-folder.ts";
import type { RawSeries, RawSet } from "./raw-series.ts";
import { type StepColumns, stepsInOrder, textsOf, withNumbers } from "./table-series.ts";

const isTable = (name: string): boolean => /\.(csv|tsv)$/i.test(name);
const isLabels = ({ path }: FoundFile): boolean => path.length === 1 && /^labels\.(csv|tsv)$/i.test(path[0]!);

/** A folder with a file for each series: its columns are channels, its rows steps. */
export const folderSeries = async (folder: string, columns: StepColumns): Promise<RawSet> => {
  const { join } = process.getBuiltinModule("node:path");
  const walked = await walkFolder(folder);
  const labels = walked.files.find(isLabels);
  const files = walked.files.filter((file) => isTable(file.path.at(-1)!) && file !== labels);
  if (files.length === 0) throw noTables(folder, walked.files);
  const deep = files.filter(({ path }) => path.length > 1);
  checkIsNoSplit(folder, walked.folders, deep);
  if (deep.length > 0 && deep.length < files.length) {
    throw new ArchitectureError(
      "read",
      `The files of a folder lie in it, or in a folder for each class: ${folder} has ${plural(files.length - deep.length, "file")} beside ${listed([...new Set(deep.map(({ path }) => path[0]!))])}.`,
      { remedy: "Move them into the folder of their class." },
    );
  }
  const stray = walked.files.filter((file) => !isTable(file.path.at(-1)!));
  const broken: BrokenFile[] = [
    ...walked.broken,
    ...stray.map(({ path }) => ({ file: join(folder, ...path), why: "it is no csv file" })),
  ];
  const place = ({ path }: FoundFile): string => join(folder, ...path);
  const alike = await withOneHeader(files.map(place), broken);
  const read = await readFiles(alike.files, alike.names, columns, broken);
  if (labels)
    return {
      ...read,
      name: `the folder ${folder}`,
      series: await labelled(read.series, place(labels), columns),
      broken,
    };
  const classOf = new Map(deep.map((file) => [place(file), file.path[0]!]));
  const series = read.series.map((each) =>
    classOf.has(each.name) ? { ...each, target: classOf.get(each.name)! } : each,
  );
  return { ...read, name: `the folder ${folder}`, series, broken };
};

const noTables = (folder: string, files: readonly FoundFile[]): ArchitectureError => {
  const archive = files.find(({ path }) => /\.ts$/i.test(path.at(-1)!));
  return new ArchitectureError(
    "read",
    `A folder of series has csv files, one for each: ${folder} has none in ${plural(files.length, "file")}.`,
    {
      remedy: archive
        ? `Name the file: "${[folder.replace(/\/$/, ""), ...archive.path].join("/")}".`
        : "Check the path.",
    },
  );
};

/** Files that begin with the line that the most of them begin with; the others are left out. */
const withOneHeader = async (files: readonly string[], broken: BrokenFile[]) => {
  const heads = await Promise.all(files.map(headOf));
  const counts = new Map<string, number>();
  for (const head of heads) if (head !== "") counts.set(head, (counts.get(head) ?? 0) + 1);
  const usual = [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
  files.forEach((file, i) => {
    if (heads[i] === "") broken.push({ file, why: "it is empty" });
    else if (heads[i] !== usual)
      broken.push({ file, why: `its columns are ${short(heads[i]!)}, those of others ${short(usual)}` });
  });
  const kept = files.filter((_, i) => heads[i] !== "" && heads[i] === usual);
  const cells = usual.split(/[,;\t|]/);
  if (kept.length > 0 && cells.every((cell) => cell.trim() !== "" && Number.isFinite(Number(cell)))) {
    throw new ArchitectureError(
      "read",
      `The first line of a csv file names its columns: that of ${kept[0]} is ${short(usual)}.`,
      {
        remedy: "Put a line of names before the numbers.",
      },
    );
  }
  return { files: kept, names: usual };
};

const short = (line: string): string => JSON.stringify(line.length > 60 ? `${line.slice(0, 57)}…` : line);

/** The first line. */
const headOf = async (file: string): Promise<string> => {
  const handle = await process.getBuiltinModule("node:fs/promises").open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(65_536), 0, 65_536, 0);
    return new TextDecoder().decode(buffer.subarray(0, bytesRead)).split(/\r?\n/, 1)[0]!.trim();
  } finally {
    await handle.close();
  }
};

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** In which column the file of a row stands; nobody calls a column of sensors so. */
const fileColumn = "the file of kaviar";

/** All files by one query: thousands of small ones would take longer to open than to read. */
const readFiles = async (
  files: readonly string[],
  head: string,
  columns: StepColumns,
  broken: BrokenFile[],
): Promise<Pick<RawSet, "channels" | "series">> => {
  if (files.length === 0) return { channels: [], series: [] };
  const delimiter = [",", ";", "\t", "|"].reduce((best, each) =>
    head.split(each).length > head.split(best).length ? each : best,
  );
  const missing = ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "?"].map(quoted).join(", ");
  const source = (some: readonly string[]) =>
    `read_csv([${some.map(quoted).join(", ")}], header = true, all_varchar = true, delim = ${quoted(delimiter)}, nullstr = [${missing}], filename = ${quoted(fileColumn)})`;
  const described = await readTable(
    { sql: `SELECT column_name AS name FROM (DESCRIBE SELECT * FROM ${source(files.slice(0, 1))})` },
    { missing: [] },
  );
  const names = textsOf(described, "name")
    .map(String)
    .filter((name) => name !== fileColumn);
  const { target } = columns;
  const time = columns.time ?? names.find((name) => /^(time|timestamp)$/i.test(name));
  for (const name of [columns.time, target, ...(columns.channels ?? [])]) {
    if (name === undefined || names.includes(name)) continue;
    if (name === target) continue;
    throw new ArchitectureError("read", `The files have no column \`${name}\`.`, {
      remedy: `They have ${listed(names)}.`,
    });
  }
  const own = target !== undefined && names.includes(target) ? target : undefined;
  const channels = columns.channels ?? names.filter((name) => name !== time && name !== own);
  const odd = await oddCells(source(files), channels);
  for (const file of files) if (odd.has(file)) broken.push({ file, why: odd.get(file)! });
  const good = files.filter((file) => !odd.has(file));
  if (good.length === 0) return { channels, series: [] };
  const selected = [
    named(fileColumn),
    ...channels.map((name) => `TRY_CAST(${named(name)} AS DOUBLE) AS ${named(name)}`),
    ...(time === undefined
      ? []
      : [
          `COALESCE(TRY_CAST(${named(time)} AS DOUBLE), epoch_ms(TRY_CAST(${named(time)} AS TIMESTAMP))::DOUBLE) AS ${named(time)}`,
        ]),
    ...(own === undefined ? [] : [named(own)]),
  ];
  const types = {
    [fileColumn]: "category",
    ...Object.fromEntries([...channels, ...(time === undefined ? [] : [time])].map((name) => [name, "number"])),
    ...(own === undefined ? {} : { [own]: "category" }),
  };
  const table = await readTable(
    { sql: `SELECT ${selected.join(", ")} FROM ${source(good)}` },
    { types: types as never },
  );
  const series = stepsInOrder({
    table,
    ids: textsOf(table, fileColumn),
    channels,
    time,
    target: own,
    file: "the folder",
  });
  const found = new Set(series.map(({ name }) => name));
  for (const file of good) if (!found.has(file)) broken.push({ file, why: "it has no rows" });
  return { channels, series };
};

/** Files with a cell that is no number, and which. */
const oddCells = async (source: string, channels: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const each = channels.map(
    (name) =>
      `SELECT ${named(fileColumn)} AS file, ${quoted(name)} AS channel, min(${named(name)}) AS cell FROM ${source} WHERE ${named(name)} IS NOT NULL AND TRY_CAST(${named(name)} AS DOUBLE) IS NULL GROUP BY ALL`,
  );
  const table: Table = await readTable(
    { sql: each.join(" UNION ALL ") },
    { types: { file: "category", channel: "category", cell: "category" } },
  );
  const [files, names, cells] = ["file", "channel", "cell"].map((name) => textsOf(table, name));
  return new Map(
    files!.map((file, i) => [file!, `\`${names![i]}\` has ${JSON.stringify(cells![i])}, which is no number`]),
  );
};

/** What a table says of files by their names. */
const labelled = async (
  series: readonly RawSeries[],
  file: string,
  { target }: StepColumns,
): Promise<readonly RawSeries[]> => {
  const { basename } = process.getBuiltinModule("node:path");
  const table = await readTable(file, { types: {} });
  const stem = (name: string): string => basename(name).replace(/\.(csv|tsv)$/i, "");
  const stems = new Set(series.map(({ name }) => stem(name)));
  const names = table.columns.find((column) =>
    textsOf(table, column).some((cell) => cell !== null && stems.has(stem(cell))),
  );
  const others = table.columns.filter((column) => column !== names);
  const said = target ?? (others.length === 1 ? others[0] : undefined);
  if (names === undefined || said === undefined || !table.has(said)) {
    throw new ArchitectureError(
      "read",
      names === undefined
        ? `${file} says which file is of which class: none of its columns (${listed(table.columns)}) names one.`
        : `${file} has several columns beside the names of files: ${listed(others)}.`,
      {
        remedy:
          names === undefined
            ? "Give it a column of the files' names."
            : `Name the target: { target: ${JSON.stringify(others[0] ?? "class")} }.`,
      },
    );
  }
  const targets = textsOf(table, said);
  const byName = new Map(textsOf(table, names).map((name, row) => [name === null ? "" : stem(name), targets[row]]));
  return withNumbers(
    series.map(({ target: _, ...each }) => {
      const own = byName.get(stem(each.name));
      return own === null || own === undefined ? each : { ...each, target: own };
    }),
  );
};
