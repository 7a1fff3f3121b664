import { join } from "node:path";
import { crc32 } from "node:zlib";
import { readIfThere, writeAtomically } from "@kaviar/base/files";
import { fnv1a } from "@kaviar/base/hash";
import { plural } from "@kaviar/base/text";
import type { ColumnRows } from "../contract/columns.ts";
import { type FiledRows, type NumberRows, partsOfRows } from "../data/filed-rows.ts";
import { mainOf } from "../data/parted-rows.ts";
import { isColumns, isParted, isTexts, type Rows } from "../data/rows.ts";
import type { Targets } from "../data/targets.ts";
import { ArchitectureError } from "../error.ts";
import type { Options } from "./options.ts";

/** What scores depend on: those of a search can be compared only while it stays the same. */
export interface Begun {
  readonly rows: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

const named = ["task", "seed", "metric", "target", "holdout"] as const;

const bytesOf = (array: Float32Array | Int32Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** What rows are in words, and a short hash of them. */
const printOf = (rows: Rows): readonly [words: string, hash: string] => {
  if (isParted(rows)) {
    const [[main, x], [columns, beside]] = [printOf(mainOf(rows)[1]), printOf(rows.columns)];
    return [`${main} with ${columns}`, `${x} ${beside}`];
  }
  if (isTexts(rows)) return [`${rows.length} texts`, fnv1a(rows.join("\n")).toString(16)];
  if (isColumns(rows))
    return [
      `${rows.rows} rows of ${plural(rows.data.length, "column")}`,
      fnv1a(JSON.stringify(rows.data.map(writtenOf))).toString(16),
    ];
  return [`[${rows.shape.join(", ")}]`, checkOf(rows).toString(16)];
};

const fingerprintOf = (rows: Rows, targets: Targets): string => {
  const [words, x] = printOf(rows);
  const y = crc32(bytesOf(targets.kind === "classes" ? targets.codes : targets.values));
  return `${words}, ${x} ${y.toString(16)}`;
};

const writtenOf = (column: ColumnRows["data"][number]): readonly unknown[] =>
  column.kind === "numbers"
    ? [column.name, ...column.values]
    : [column.name, ...Array.from(column.codes, (code) => column.levels[code] ?? null)];

/** The same wherever rows lie: a search may go on with them in a file that was begun with them in memory. */
const checkOf = (rows: NumberRows | FiledRows): number => {
  let check = 0;
  for (const part of partsOfRows(rows)) check = crc32(part, check);
  return check;
};

export const begunBy = (rows: Rows, targets: Targets, options: Options): Begun => ({
  rows: fingerprintOf(rows, targets),
  settings: Object.fromEntries(named.map((name) => [name, options[name] ?? null])),
});

/** A search that goes on does so with what it was begun with: other rows and settings are refused. */
export const checkSame = async (folder: string, rows: Rows, targets: Targets, options: Options): Promise<void> => {
  const file = join(folder, "begun.json");
  const now = begunBy(rows, targets, options);
  const bytes = await readIfThere(file);
  if (bytes === undefined) return writeAtomically(file, JSON.stringify(now));
  checkAgainst(JSON.parse(new TextDecoder().decode(bytes)) as Begun, now);
};

/** The same of what is kept elsewhere than in a folder. */
export const checkAgainst = (before: Begun, now: Begun): void => {
  if (before.rows !== now.rows) throw refused(`it was begun with ${before.rows}, and the rows are ${now.rows}`);
  const other = named.find((name) => JSON.stringify(before.settings[name]) !== JSON.stringify(now.settings[name]));
  if (other === undefined) return;
  const [was, is] = [before, now].map(({ settings }) =>
    settings[other] === null ? "not given" : JSON.stringify(settings[other]),
  );
  throw refused(`\`${other}\` was ${was}, and is ${is}`);
};

const refused = (evidence: string): ArchitectureError =>
  new ArchitectureError("options", `A search goes on with what it was begun with: ${evidence}.`, {
    remedy: "Give it again what it was begun with, or begin another search: another `folder` and `name`.",
  });
