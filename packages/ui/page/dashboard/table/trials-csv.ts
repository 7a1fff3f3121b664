import { csvField } from "@kaviar/base/text";
import type { Choice } from "../../../src/columns/trial-columns.ts";

interface CsvColumn {
  readonly name: string;
  /** As it is, not as it is shown: all digits of it. */
  raw(number: number): Choice | undefined;
}

/**
 * Trials as a CSV file. Programs for tables take a text that begins with one of these for a formula, and run it: an
 * apostrophe before it makes it a text for them. Numbers stay as they are.
 */
export const trialsCsv = (columns: readonly CsvColumn[], numbers: Iterable<number>): string => {
  const lines = [columns.map(({ name }) => field(name)).join(",")];
  for (const number of numbers) lines.push(columns.map(({ raw }) => field(raw(number))).join(","));
  return `${lines.join("\r\n")}\r\n`;
};

const field = (value: Choice | undefined): string =>
  csvField(typeof value === "string" && /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(value) ? `'${value}` : value);
