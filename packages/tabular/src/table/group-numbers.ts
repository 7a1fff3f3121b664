import { isMissing } from "./column.ts";
import type { Table } from "./table.ts";

/** The number of the group of each row; rows that miss it are a group each. */
export const groupNumbers = (table: Table, name: string): Int32Array => {
  const { data } = table.column(name);
  const groups = new Int32Array(table.rows);
  const numbers = new Map<number, number>();
  let count = 0;
  for (let row = 0; row < table.rows; row++) {
    if (isMissing(data, row)) {
      groups[row] = count++;
      continue;
    }
    const key = data.kind === "numbers" ? data.values[row]! : data.codes[row]!;
    let group = numbers.get(key);
    if (group === undefined) {
      group = count++;
      numbers.set(key, group);
    }
    groups[row] = group;
  }
  return groups;
};
