import { readFileSync } from "node:fs";
import type { Shape } from "@kaviar/tensor";

/** Numbers with names for their columns, and the class of each row. */
export interface ClassTable {
  readonly x: { readonly data: Float32Array; readonly shape: Shape };
  readonly y: Int32Array;
  readonly columns: readonly string[];
}

/** A file of numbers with a header, whose last column is the class. */
export const readTable = (file: URL): ClassTable => {
  const [header, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const columns = header!.split(",").slice(0, -1);
  const rows = lines.map((line) => line.split(",").map(Number));
  const data = Float32Array.from(rows.flatMap((row) => row.slice(0, -1)));
  return { x: { data, shape: [rows.length, columns.length] }, y: Int32Array.from(rows, (row) => row.at(-1)!), columns };
};
