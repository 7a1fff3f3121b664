import { TableError } from "../../error.ts";
import { missingIn } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";
import type { Options } from "./prepare-search.ts";

/** Columns by which nothing can be told of new rows, and why. A table that has no other ones is refused. */
export const leftOut = (
  table: Table,
  { target, weights, group, time }: Options,
): { readonly dropped: readonly string[]; readonly notes: readonly string[] } => {
  const kept = new Set([target, weights, group, time]);
  const why = new Map<string, string>();
  for (const column of table.data) {
    if (kept.has(column.name)) continue;
    if (missingIn(column) === table.rows) why.set(column.name, "missing in every row");
    else if (column.type === "id") why.set(column.name, "an id");
    else if (column.type === "constant") why.set(column.name, "the same in every row");
  }
  const isLeft = table.columns.some((name) => ![target, weights, group].includes(name) && !why.has(name));
  if (!isLeft && table.rows > 0) {
    const said = [...why].slice(0, mostNames).map(([name, reason]) => `\`${name}\` is ${reason}`);
    if (why.size > mostNames) said.push(`and so on for ${why.size} columns`);
    throw new TableError(
      "data",
      `A search predicts from columns that tell rows apart: beside \`${target}\` ${said.length > 0 ? `there are none: ${said.join(", ")}` : "there is none"}.`,
      { remedy: "Give it columns that say something of new rows." },
    );
  }
  return {
    dropped: [...why.keys()],
    notes: [
      ...[...why].map(([name, reason]) => `\`${name}\` is left out: it is ${reason}.`),
      ...(group === undefined ? [] : [`\`${group}\` says which rows belong together, and is no feature.`]),
    ],
  };
};

const mostNames = 5;
