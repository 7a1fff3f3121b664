import type { Wire } from "../../onnx/graph-builder.ts";
import type { Table } from "../../table/table.ts";
import { leftOutNote } from "./left-out.ts";
import { wiresNamed } from "./replacing.ts";

/** What a step that selects columns learned: their names, in the order of the table. */
export interface KeptColumns {
  readonly kept: readonly string[];
  /** Those of the table. */
  readonly columns: readonly string[];
}

/** With how much each column of the table says of the target. */
export interface ScoredColumns extends KeptColumns {
  readonly scores: Float64Array;
  readonly pValues?: Float64Array;
}

export const keepColumns = ({ kept }: KeptColumns, table: Table): Table => table.select(kept);

/** The note of a step of that name. */
export const keptNotes =
  (owner: string) =>
  ({ kept, columns }: KeptColumns): readonly string[] =>
    leftOutNote(owner, columns, kept);

export const keepWires = ({ kept }: KeptColumns, wires: readonly Wire[]): readonly Wire[] => wiresNamed(kept, wires);
