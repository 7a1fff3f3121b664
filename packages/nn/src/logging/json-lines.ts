import { linesOf } from "./contract/lines.ts";
import type { HeardEpoch, Logger } from "./contract/logger.ts";

/** JSON has no NaN and no infinities: they are texts there. */
const plain = (_: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;

/**
 * A file with a JSON object on a line for each epoch: the records of `history`.
 *
 * ```ts
 * await fit(model, { x, y }, { loss, epochs: 50, log: [jsonLines("run.jsonl")] });
 * ```
 * A run that is not resumed begins the file anew. NaN and infinities are the texts "NaN", "Infinity", "-Infinity".
 */
export const jsonLines = (file: string): Logger<HeardEpoch> => ({
  begin: () => linesOf(file, { head: () => "", line: (record) => JSON.stringify(record, plain) }),
});
