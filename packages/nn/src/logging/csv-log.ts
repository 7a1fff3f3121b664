import { linesOf } from "./contract/lines.ts";
import type { HeardEpoch, Logger } from "./contract/logger.ts";
import { numbersByName } from "./contract/numbers-by-name.ts";

/** As spreadsheets have it: in quotes where it must be, with quotes doubled. (RFC 4180) */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const columnsOf = (history: readonly object[]): readonly string[] => [
  ...new Set(history.flatMap((record) => [...numbersByName(record).keys()])),
];

/**
 * A CSV file with a line for each epoch: its loss, its metrics, those on validation rows, rate and gradient.
 *
 * ```ts
 * await fit(model, { x, y }, { loss, epochs: 50, log: [csvLog("run.csv")] });
 * ```
 * A run that is not resumed begins the file anew. What is no number stands there as NaN or Infinity.
 */
export const csvLog = (file: string): Logger<HeardEpoch> => ({
  begin: () =>
    linesOf(file, {
      head: (history) => `${columnsOf(history).map(cell).join(",")}\n`,
      line: (record, history) => {
        const numbers = numbersByName(record);
        return columnsOf(history)
          .map((name) => String(numbers.get(name) ?? ""))
          .join(",");
      },
    }),
});
