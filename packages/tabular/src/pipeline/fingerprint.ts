import { fnv1a } from "@kaviar/base/hash";
import { hashWords } from "../kernels/hash-words.ts";
import type { Table } from "../table/table.ts";

/** A short hash of all that a table holds: two tables with the same one are the same, but for a chance of 2⁻³². */
export const fingerprintOf = async (table: Table): Promise<string> => {
  const lists = table.data.flatMap((column) => {
    const { buffer, byteOffset, byteLength } = column.kind === "numbers" ? column.values : column.codes;
    const cells = new Uint32Array(buffer, byteOffset, byteLength / 4);
    return column.kind === "texts" ? [cells, Uint32Array.from(column.levels, fnv1a)] : [cells];
  });
  const hash = await hashWords(lists, fnv1a(JSON.stringify([table.columns, table.rows])));
  return hash.toString(16).padStart(8, "0");
};
