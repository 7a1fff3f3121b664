import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import type { Table } from "./table.ts";

const isTable = (given: unknown): given is Table =>
  typeof given === "object" && given !== null && "rows" in given && "data" in given && "column" in given;

/** Refuses what is given in the place of a table. */
export const checkTable = (owner: string, given: unknown): void => {
  if (isTable(given)) return;
  const [got, remedy] = insteadOfTable(given);
  throw new TableError("data", `${owner} takes a table: got ${got}.`, { remedy });
};

const insteadOfTable = (given: unknown): readonly [got: string, remedy: string] => {
  if (typeof given === "string") return [shown(given), `Read it first: await readTable(${shown(given)}).`];
  if (Array.isArray(given)) return ["a list", "Make a table of the rows: table(rows)."];
  if (given instanceof Promise) return ["a promise", "Wait for it: await readTable(…)."];
  return [shown(given), "Make one of rows or columns, table({ age: [41, 29] }), or read one by readTable."];
};
