import { listed, plural } from "@kaviar/base/text";
import type { Target } from "../../contract/target.ts";
import { TableError } from "../../error.ts";
import { cellOf, isMissing, missingIn } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";

interface Searched {
  readonly target: string;
  /** The target of the rows that are searched. */
  readonly known: Target;
  /** What pipelines predict from. */
  readonly features: Table;
  /** Whether the caller gave the table: then it is refused where it does not fit. */
  readonly isGiven: boolean;
}

interface Held {
  readonly held: Table;
  readonly notes: readonly string[];
}

/** The rows of a holdout that can be scored. A table that cannot be is refused before the search, not behind it. */
export const holdoutOf = (table: Table, { target, known, features, isGiven }: Searched): Held => {
  if (isGiven) checkColumns(table, features, target);
  const { data } = table.column(target);
  const all = Array.from({ length: table.rows }, (_, row) => row);
  const there = all.filter((row) => !isMissing(data, row));
  const labels = known.task === "classes" ? new Set(known.classes.map(String)) : undefined;
  const labelAt = (row: number): string => {
    const cell = cellOf(data, row);
    return cell instanceof Date ? cell.toISOString() : String(cell);
  };
  const scored = labels ? there.filter((row) => labels.has(labelAt(row))) : there;
  const stranger = labels && there.find((row) => !labels.has(labelAt(row)));
  if (stranger !== undefined && isGiven) {
    throw new TableError(
      "target",
      `A holdout is scored on classes that are learned: \`${target}\` is ${JSON.stringify(labelAt(stranger))} at its row ${stranger}, and in no row of the search.`,
      { remedy: "Leave such rows out of it, or give the search rows of that class." },
    );
  }
  if (scored.length === 0) {
    throw new TableError("data", `A holdout has rows with a target: ${plural(table.rows, "row")}, and none has one.`, {
      remedy: 'Give it some, or say holdout: "none".',
    });
  }
  const missing = table.rows - there.length;
  const strange = there.length - scored.length;
  return {
    held: scored.length === table.rows ? table : table.take(scored),
    notes: [
      ...(missing > 0 ? [`${plural(missing, "row")} of the holdout without \`${target}\` left out.`] : []),
      ...(strange > 0
        ? [
            `${plural(strange, "row")} held out cannot be scored: no row of the search has their class, ${JSON.stringify(labelAt(stranger!))} for one.`,
          ]
        : []),
    ],
  };
};

const checkColumns = (table: Table, features: Table, target: string): void => {
  for (const name of [target, ...features.columns]) {
    if (table.has(name)) continue;
    throw new TableError("column", `A holdout has the columns of the table that is searched: it has no \`${name}\`.`, {
      remedy: `It has ${listed(table.columns)}.`,
    });
  }
  for (const own of features.data) {
    const other = table.column(own.name).data;
    if (other.kind === own.kind || missingIn(other) === table.rows) continue;
    throw new TableError(
      "column",
      `A column holds the same in a holdout: \`${own.name}\` holds ${own.kind}, and ${other.kind} there.`,
      { remedy: "Read both files with the same types." },
    );
  }
};
