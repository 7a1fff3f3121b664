import { missingIn } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import { explainedShare } from "./explained.ts";
import { leaks } from "./findings/leaks.ts";
import type { ProfileFinding } from "./findings/seen.ts";
import { findSplit } from "./findings/splits.ts";
import { seenTarget } from "./profile-table.ts";

/** What knows the target, of what `profile` finds: without all else that it looks at. */
export const suspectedLeaks = (
  table: Table,
  name: string,
): { readonly leaks: readonly ProfileFinding[]; readonly split: string | undefined } => {
  const target = seenTarget(table, name);
  const split = findSplit(table.without(name));
  const columns = table.data.map((data) => ({
    missing: missingIn(data),
    ...(data.name === name ? {} : { explains: explainedShare(data, target.values, target.rows) }),
  }));
  return { leaks: leaks({ table, columns, target, ...(split !== undefined && { split }) }), split };
};
