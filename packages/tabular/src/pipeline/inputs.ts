import type { ColumnType, TextColumn } from "../table/column.ts";
import type { Table } from "../table/table.ts";

/** What a trained pipeline takes in: a column of the table that it was fitted to. */
export interface InputColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly kind: "numbers" | "texts";
  /** The texts it had, where they are not too many: for types, and for whoever reads the file. */
  readonly levels?: readonly string[];
}

const mostLevels = 200;

export const inputsOf = (table: Table): readonly InputColumn[] =>
  table.data.map((column): InputColumn => {
    const { name, type, kind } = column;
    if (kind === "numbers") return { name, type, kind };
    const levels = levelsInUse(column);
    return { name, type, kind, ...(levels.length <= mostLevels ? { levels } : {}) };
  });

/** The same columns with the texts that they have in all rows, where these are not too many. */
export const inputsInParts = (
  inputs: readonly InputColumn[],
  found: ReadonlyMap<string, ReadonlySet<string>>,
): readonly InputColumn[] =>
  inputs.map(({ name, type, kind }): InputColumn => {
    const levels = found.get(name);
    return { name, type, kind, ...(levels && levels.size <= mostLevels ? { levels: [...levels].sort() } : {}) };
  });

const levelsInUse = ({ codes, levels }: TextColumn): readonly string[] => {
  const used = new Set<number>();
  for (const code of codes) if (code >= 0) used.add(code);
  return [...used].map((code) => levels[code]!).sort();
};
