import { fnv1a, fnv1aOfWords } from "@kaviar/base/hash";
import type { Table } from "../table/table.ts";

/** A short hash of all that a table holds: two tables with the same one are the same, but for a chance of 2⁻³². */
export const fingerprintOf = (table: Table): string => {
  let hash = fnv1a(JSON.stringify(table.columns));
  for (const column of table.data) {
    const { buffer, byteOffset, byteLength } = column.kind === "numbers" ? column.values : column.codes;
    hash = fnv1aOfWords(new Uint32Array(buffer, byteOffset, byteLength / 4), hash);
    if (column.kind === "texts") hash = fnv1aOfWords(Uint32Array.from(column.levels, fnv1a), hash);
  }
  return hash.toString(16).padStart(8, "0");
};
