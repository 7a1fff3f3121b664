import { ModelError } from "../error.ts";

/** Numbers of tokens by rows: what an embedding takes. */
export interface TokenRows {
  readonly data: Int32Array;
  readonly shape: readonly [rows: number, length: number];
}

export interface EncodeOptions {
  /** Tokens of a row: longer texts lose their end, shorter ones are filled up with 0. That of the longest unless said. */
  readonly length?: number;
}

/** Rows of one length, filled up with 0. An empty text is a row of zeros. */
export const padded = (
  owner: string,
  rows: readonly ArrayLike<number>[],
  { length }: EncodeOptions = {},
): TokenRows => {
  if (length !== undefined && !(Number.isSafeInteger(length) && length >= 1)) {
    throw new ModelError("options", `\`length\` of ${owner}.encode must be a whole number ≥ 1: got ${String(length)}.`);
  }
  // Not Math.max(...): a call takes no hundred thousand arguments.
  const long = length ?? rows.reduce((most, row) => Math.max(most, row.length), 1);
  const data = new Int32Array(rows.length * long);
  rows.forEach((row, i) => {
    for (let t = 0; t < Math.min(long, row.length); t++) data[i * long + t] = row[t]!;
  });
  return { data, shape: [rows.length, long] };
};
