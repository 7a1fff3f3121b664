import { TableError } from "../error.ts";
import type { ColumnType } from "../table/column.ts";
import type { Storage } from "./storage.ts";
import { type ToldType, toldStorage } from "./told-storage.ts";

/** What is known of a column that other rows have too: of a table's `schema`, or a model's `inputs`. */
export interface KnownColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly kind: "numbers" | "texts";
}

type Asked = Parameters<typeof toldStorage>[1];

/** How a column comes out as it did of other rows; undefined where it holds something else, which is for others to say. */
export const toldLike = async (
  database: Parameters<typeof toldStorage>[0],
  asked: Asked,
  known: KnownColumn,
): Promise<Storage | undefined> => {
  try {
    return await toldStorage(database, asked, typeOf(known));
  } catch (error) {
    if (error instanceof TableError && error.code === "column") return undefined;
    throw error;
  }
};

/** Whole numbers may be others elsewhere, and an id may come twice. */
const typeOf = ({ type, kind }: KnownColumn): ToldType => {
  if (kind === "texts") return type === "text" ? "text" : "category";
  return type === "boolean" || type === "date" ? type : "number";
};
