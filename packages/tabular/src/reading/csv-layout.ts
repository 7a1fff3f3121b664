import { plural } from "@kaviar/base/text";
import { TableError } from "../error.ts";
import { csvRecords } from "./csv-records.ts";
import type { FileHead } from "./file-head.ts";

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
  readonly encoding: Encoding;
  readonly names: readonly string[];
}

const delimiters = [",", ";", "\t", "|"];
const mostRecords = 200;

/** The layout of a CSV file, from its beginning: what is not said is what most of its lines agree on. */
export const csvLayout = (path: string, head: FileHead, options: LayoutOptions): CsvLayout => {
  const encoding = options.encoding ?? encodingOf(head.bytes);
  const text = decode(path, head, encoding);
  if (text.trim() === "") throw new TableError("read", `A table has a line of names at least: ${path} is empty.`);
  const shaped = delimiters.map((delimiter) => shapeOf(text, delimiter, head.whole));
  const best = shaped.reduce((a, b) => (b.agree > a.agree ? b : a));
  const chosen = options.delimiter === undefined ? best : shapeOf(text, options.delimiter, head.whole);
  if (chosen.width === 1 && best.width > 1 && best.agree > 0 && options.delimiter !== undefined) {
    throw new TableError(
      "read",
      `The columns of ${path} are to be parted by ${shownMark(options.delimiter)}: its first line has none, but ${plural(best.width - 1, `${shownMark(best.delimiter)}`)}.`,
      { remedy: `Leave out \`delimiter\`, or give ${JSON.stringify(best.delimiter)}.` },
    );
  }
  const first = chosen.records[0]!;
  const header = options.header ?? true;
  if (options.header === undefined) mustBeNames(path, first);
  const names = header
    ? first.map((name, i) => name.trim() || `column${i + 1}`)
    : first.map((_, i) => `column${i + 1}`);
  mustDiffer(path, names);
  return { delimiter: chosen.delimiter, header, encoding, names };
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

/** A byte order mark says UTF-16; all else is UTF-8 until it proves not to be. */
const encodingOf = ([first, second]: Uint8Array): Encoding =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) ? "utf-16" : "utf-8";

const decode = (path: string, { bytes, whole }: FileHead, encoding: Encoding): string => {
  const label = encoding === "latin-1" ? "latin1" : encoding === "utf-16" && bytes[0] === 0xfe ? "utf-16be" : encoding;
  try {
    // What was cut may end within a letter: `stream` keeps that back.
    return new TextDecoder(label === "utf-16" ? "utf-16le" : label, { fatal: true }).decode(bytes, { stream: !whole });
  } catch {
    throw notUtf8(path, lineOfFault(bytes));
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
    remedy: 'Say encoding: "latin-1" (Western European, as older programs write), or "utf-16".',
  });

/** Data in the first line would be lost as names. */
const mustBeNames = (path: string, first: readonly string[]): void => {
  const numbers = first.filter((name) => name.trim() !== "" && Number.isFinite(Number(name)));
  if (numbers.length === 0 || numbers.length < first.length) return;
  throw new TableError(
    "read",
    `The first line of ${path} names its columns: it holds numbers only, ${numbers.slice(0, 3).join(", ")}${numbers.length > 3 ? ", …" : ""}.`,
    { remedy: "Say header: false if it is data, header: true if these are names." },
  );
};

const mustDiffer = (path: string, names: readonly string[]): void => {
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return;
  const [one, other] = [names.indexOf(twice) + 1, names.lastIndexOf(twice) + 1];
  throw new TableError(
    "column",
    `The columns of a table have names of their own: \`${twice}\` is column ${one} and column ${other} of ${path}.`,
    { remedy: "Rename one of them in the first line." },
  );
};

const shownMark = (delimiter: string): string => (delimiter === "\t" ? "tab" : `\`${delimiter}\``);
