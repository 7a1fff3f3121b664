import type { Inputs } from "@kaviar/nn";
import type { TableEncoding } from "@kaviar/tabular";
import { columnEncoderFrom } from "../columns/column-encoding.ts";
import { columnTokens } from "../columns/column-tokens.ts";
import type { ColumnRows } from "../contract/columns.ts";
import type { Prepared } from "../contract/family.ts";

/** What becomes of one part of rows. */
interface Part {
  readonly encode: (rows: never) => Inputs;
  readonly prepared: Prepared;
}

/** What becomes of rows with columns beside them. */
interface Joined {
  readonly encode: (main: unknown, columns: ColumnRows) => Inputs;
  readonly prepared: Prepared;
}

/** Both parts as what one network takes: columns are inputs by their own names, or terms of a bag. */
export const joinParts = (
  kind: string,
  { encode, prepared }: Part,
  encoding: TableEncoding,
  isBag: boolean,
): Joined => {
  if (isBag) {
    const tokens = columnTokens(encoding, prepared.vocabulary!);
    return {
      encode: (main, columns) => tokens.join(encode(main as never) as never, columns) as never,
      prepared: { ...prepared, vocabulary: tokens.vocabulary },
    };
  }
  const encoder = columnEncoderFrom(encoding);
  return {
    encode: (main, columns) => ({ [kind]: encode(main as never), ...encoder.encode(columns) }) as never,
    prepared: { ...prepared, columns: encoder.prepared },
  };
};

/** Whether texts have become terms that are counted. */
export const isBag = (json: unknown): boolean => (json as { readonly kind?: string } | undefined)?.kind === "bag";
