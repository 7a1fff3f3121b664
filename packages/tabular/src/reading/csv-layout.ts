import { plural } from "@kaviar/base/text";
import { TableError } from "../error.ts";
import { csvRecords } from "./csv-records.ts";
import type { FileHead } from "./file-head.ts";
import { type ByteEncoding, markOf } from "./recode.ts";

export type Encoding = "utf-8" | "latin-1" | "utf-16";

interface LayoutOptions {
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
  readonly encoding?: Encoding | undefined;
}

/** How a CSV file is written. */
export interface CsvLayout {
  readonly delimiter: string;
  readonly header: boolean;
  /** How its bytes are letters; none for UTF-8. */
  readonly bytes: ByteEncoding | undefined;
  /** Whether a line before the names says what parts columns, as Excel writes it: `sep=;`. */
  readonly saysDelimiter: boolean;
  readonly names: readonly string[];
}

const delimiters = [",", ";", "\t", "|"];
const mostRecords = 200;

/** The layout of a CSV file, from its beginning: what is not said is what most of its lines agree on. */
export const csvLayout = (path: string, head: FileHead, options: LayoutOptions): CsvLayout => {
  const bytes = bytesAs(path, head.bytes, options.encoding);
  const decoded = decode(path, head, bytes);
  const said = saidDelimiter.exec(decoded);
  const text = said ? decoded.slice(said[0].length) : decoded;
  if (text.trim() === "")
    throw new TableError("read", `A table has a line of names at least: ${path} is empty.`, {
      remedy: "Look whether it was written at all: it has no letters.",
    });
  const shaped = delimiters.map((delimiter) => shapeOf(text, delimiter, head.whole));
  const best = shaped.reduce((a, b) => (b.agree > a.agree ? b : a));
  const told = options.delimiter ?? said?.[1];
  const chosen = told === undefined ? best : shapeOf(text, told, head.whole);
  if (chosen.width === 1 && best.width > 1 && best.agree > 0 && options.delimiter !== undefined) {
    throw new TableError(
      "read",
      `The columns of ${path} are to be parted by ${shownMark(options.delimiter)}: its first line has none, but ${plural(best.width - 1, `${shownMark(best.delimiter)}`)}.`,
      { remedy: `Leave out \`delimiter\`, or give ${JSON.stringify(best.delimiter)}.` },
    );
  }
  const [first] = chosen.records;
  if (!first)
    throw new TableError(
      "read",
      `A table has a line of names: the first of ${path} does not end in ${text.length} letters.`,
      {
        remedy:
          "Look whether it is a table: its lines end in \\n or \\r\\n, and a quote that begins a text ends it too.",
      },
    );
  const header = options.header ?? true;
  if (options.header === undefined) mustBeNames(path, chosen.records);
  const names = header
    ? first.map((name, i) => name.trim() || `column${i + 1}`)
    : first.map((_, i) => `column${i + 1}`);
  mustDiffer(path, names);
  return { delimiter: chosen.delimiter, header, bytes, saysDelimiter: said !== null, names };
};

interface Shape {
  readonly delimiter: string;
  readonly records: readonly string[][];
  readonly width: number;
  /** How well it parts the lines: their number where all have the columns of the first one, and it has several. */
  readonly agree: number;
}

const shapeOf = (text: string, delimiter: string, whole: boolean): Shape => {
  const records = csvRecords(text, delimiter, mostRecords, whole);
  const width = records[0]?.length ?? 1;
  const alike = records.filter((record) => record.length === width).length / Math.max(records.length, 1);
  return { delimiter, records, width, agree: width === 1 ? 0 : alike + Math.min(width, 1000) / 1e6 };
};

/** The first line that Excel writes, and reads, where columns are not parted as usual. */
const saidDelimiter = /^"?sep=([^"'\r\n])"?(\r\n|\r|\n)/i;

/** A byte order mark says UTF-16, and which byte comes first; all else is UTF-8 until it proves not to be. */
const bytesAs = (path: string, bytes: Uint8Array, told: Encoding | undefined): ByteEncoding | undefined => {
  const mark = markOf(bytes);
  if (told === "latin-1") return "latin1";
  // A mark of UTF-8 is known to DuckDB.
  if (told === "utf-8" || (told === undefined && mark === "utf-8")) return undefined;
  if (told === "utf-16") return mark === "utf-16be" ? mark : "utf-16le";
  if (mark) return mark;
  const beginning = bytes.subarray(0, 1000);
  if (beginning.filter((byte) => byte === 0).length <= beginning.length / 4) return undefined;
  throw new TableError("read", `A text file is UTF-8: of the first bytes of ${path} every other one is 0.`, {
    remedy: 'It looks like UTF-16 without a byte order mark: say encoding: "utf-16".',
  });
};

const decode = (path: string, { bytes, whole }: FileHead, encoding: ByteEncoding | undefined): string => {
  try {
    // What was cut may end within a letter: `stream` keeps that back.
    return new TextDecoder(encoding ?? "utf-8", { fatal: true }).decode(bytes, { stream: !whole });
  } catch {
    if (encoding === undefined) throw notUtf8(path, lineOfFault(bytes));
    throw new TableError("read", `${path} is to be ${encoding}: its beginning is not.`, {
      remedy: "Leave out `encoding`, or name another one.",
    });
  }
};

/** The line of the first byte that is no UTF-8. */
const lineOfFault = (bytes: Uint8Array): number => {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  let line = 1;
  for (const byte of bytes.subarray(0, low)) if (byte === 10) line++;
  return line;
};

export const notUtf8 = (path: string, line: number): TableError =>
  new TableError("read", `A text file is UTF-8: ${path} is not, at line ${line}.`, {
    remedy: 'Say encoding: "latin-1" (Western European, as Excel and older programs write), or "utf-16".',
  });

/**
 * Data in the first line would be lost as names: numbers, and texts that come again below. Years may be names beside others,
 * and a line of names that comes again stands where files were put behind each other.
 */
const mustBeNames = (path: string, [first, ...others]: readonly (readonly string[])[]): void => {
  const isNumber = (name: string): boolean => name.trim() !== "" && Number.isFinite(Number(name));
  const numbers = first!.filter(isNumber);
  if (numbers.length === 0) return;
  const areAll = numbers.length === first!.length;
  const comesAgain = (name: string, c: number): boolean => others.some((record) => record[c] === name);
  // A column without a name is no sign: pandas writes its line numbers so.
  if (!first!.every((name, c) => isNumber(name) || (name.trim() !== "" && comesAgain(name, c)))) return;
  const shown = (areAll ? numbers : first!).slice(0, 4).join(", ");
  throw new TableError(
    "read",
    `The first line of ${path} names its columns: it holds ${areAll ? "numbers only" : "numbers, and what comes again below"}, ${shown}${first!.length > 4 ? ", …" : ""}.`,
    { remedy: "Say header: false if it is data, header: true if these are names." },
  );
};

const mustDiffer = (path: string, names: readonly string[]): void => {
  const seen = new Set<string>();
  const twice = names.find((name) => seen.has(name) || !seen.add(name));
  if (twice === undefined) return;
  const [one, other] = [names.indexOf(twice) + 1, names.lastIndexOf(twice) + 1];
  throw new TableError(
    "column",
    `The columns of a table have names of their own: \`${twice}\` is column ${one} and column ${other} of ${path}.`,
    { remedy: "Rename one of them in the first line." },
  );
};

const shownMark = (delimiter: string): string => (delimiter === "\t" ? "tab" : `\`${delimiter}\``);
