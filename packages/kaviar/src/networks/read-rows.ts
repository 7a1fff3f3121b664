import { readColumns } from "@kaviar/architecture";
import { listed, plural } from "@kaviar/base/text";
import { UsageError } from "../command/usage-error.ts";
import { brokenLines } from "./broken-lines.ts";
import type { Found } from "./found.ts";

interface Given {
  readonly target?: string;
}

/** Rows of a table, for networks. */
export const rowsFrom = async (data: string, { target }: Given): Promise<Found> => {
  if (target === undefined)
    throw new UsageError("A search needs the column to predict: got no --target.", "Such as --target churned.");
  const { x, y, broken } = await readColumns(data, { target });
  const ids = x.schema.filter(({ type }) => type === "id").map(({ name }) => name);
  const columns = x.schema
    .filter(({ type }) => type !== "id" && type !== "constant")
    .map(({ name, type, kind }) => ({ name, type, kind }));
  return {
    x,
    y: y!,
    says: `${plural(x.rows, "row")} of ${plural(columns.length, "column")}`,
    notes: [
      ...brokenLines(broken, "row"),
      ...(ids.length > 0 ? [`left out, since they name rows: ${listed(ids)}`] : []),
    ],
    source: {
      input: { kind: "table", columns },
      target,
      from: data,
      data: {
        read: `await readColumns(${JSON.stringify(data)}, { target: ${JSON.stringify(target)} })`,
        names: ["readColumns"],
      },
    },
    next: "new.csv",
  };
};
