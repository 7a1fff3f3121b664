import { shuffle } from "@kaviar/base/random";
import type { FitContext } from "../../contract/context.ts";
import type { Training } from "../../contract/training.ts";

/** Stream of random numbers that is drawn from. */
const stream = 1;

/**
 * Which rows are held out to see when to stop: of each class the same share, and of whole groups where rows have them.
 * The rest is learned from; both are in ascending order.
 */
export const holdOut = (
  { target, groups, table }: Training,
  share: number,
  context: FitContext,
): { readonly learned: Int32Array; readonly held: Int32Array } => {
  const random = context.random(stream);
  const isHeld = new Uint8Array(table.rows);
  const kindOf = (row: number): number => (target.task === "classes" ? target.codes[row]! : 0);
  const order = shuffle(
    Int32Array.from({ length: table.rows }, (_, row) => row),
    random,
  );
  if (groups) {
    const chosen = new Set<number>();
    let count = 0;
    for (const row of order) {
      if (count >= share * table.rows) break;
      if (chosen.has(groups[row]!)) continue;
      chosen.add(groups[row]!);
      for (let other = 0; other < groups.length; other++) if (groups[other] === groups[row]) count++;
    }
    for (let row = 0; row < table.rows; row++) isHeld[row] = chosen.has(groups[row]!) ? 1 : 0;
  } else {
    const totals = new Map<number, number>();
    for (const row of order) totals.set(kindOf(row), (totals.get(kindOf(row)) ?? 0) + 1);
    const left = new Map([...totals].map(([kind, total]) => [kind, Math.round(share * total)]));
    for (const row of order) {
      const kind = kindOf(row);
      if (left.get(kind)! <= 0) continue;
      left.set(kind, left.get(kind)! - 1);
      isHeld[row] = 1;
    }
  }
  const rowsWhere = (value: number): Int32Array => Int32Array.from(order.filter((row) => isHeld[row] === value)).sort();
  return { learned: rowsWhere(0), held: rowsWhere(1) };
};
