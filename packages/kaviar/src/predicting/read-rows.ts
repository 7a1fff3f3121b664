import { isKaviarError } from "@kaviar/base/error";
import { type ColumnType, type ReadOptions, readTable, type Table } from "@kaviar/tabular";

interface Known {
  readonly name: string;
  readonly type: ColumnType;
  readonly kind: "numbers" | "texts";
}

type Told = NonNullable<NonNullable<ReadOptions>["types"]>[string];

/**
 * The rows of a file, its columns read as a model knows them: a zip code stays a text though all of this file's are
 * digits, and the "yes" of a single row is true.
 */
export const readRows = async (file: string, known: readonly Known[]): Promise<Table> => {
  try {
    return await readTable(file, { types: Object.fromEntries(known.map((column) => [column.name, toldOf(column)])) });
  } catch (error) {
    // What is wrong with a column is for the model to say, which knows what it was fitted to.
    if (isKaviarError(error) && error.code === "column") return readTable(file);
    throw error;
  }
};

const toldOf = ({ type, kind }: Known): Told => {
  if (kind === "texts") return type === "text" ? "text" : "category";
  return type === "boolean" || type === "date" ? type : "number";
};
