import type { Table } from "../table/table.ts";
import type { Lineage } from "./trained.ts";

/** Which columns came of each column of a table, from those that were made and what each of them was made of. */
export const lineageOf = (
  before: Table,
  made: readonly { readonly name: string; readonly from: readonly string[] }[],
): readonly Lineage[] => {
  // What a projection makes has all columns for its origin, in one list that its columns share.
  const byOrigin = new Map<readonly string[], string[]>();
  for (const { name, from } of made) {
    const names = byOrigin.get(from);
    if (names) names.push(name);
    else byOrigin.set(from, [name]);
  }
  const became = new Map<string, (readonly string[])[]>(before.columns.map((column) => [column, []]));
  for (const [from, names] of byOrigin) for (const column of from) became.get(column)?.push(names);
  return before.data.map(({ name, type }) => {
    const lists = became.get(name)!;
    return { column: name, type, became: lists.length === 1 ? lists[0]! : lists.flat() };
  });
};
