import { didYouMean } from "@kaviar/base/check";
import { listed } from "@kaviar/base/text";
import type { Table } from "@kaviar/tabular";
import { UsageError } from "../command/usage-error.ts";

/** Refuses the name of a column that the data do not have. */
export const checkColumn = (option: string, name: string | undefined, { columns }: Table, data: string): void => {
  if (name === undefined || columns.includes(name)) return;
  throw new UsageError(
    `--${option} names a column: ${data} has no \`${name}\`.`,
    didYouMean(name, columns, `It has ${listed(columns)}.`, (near) => `\`${near}\``),
  );
};
