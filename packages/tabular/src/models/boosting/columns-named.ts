import { TableError } from "../../error.ts";
import type { ColumnData } from "../../table/column.ts";

const numberOf = (data: readonly ColumnData[], name: string, option: string): number => {
  const number = data.findIndex((column) => column.name === name);
  if (number >= 0) return number;
  throw new TableError("column", `\`${option}\` of boosting names columns that it is given: \`${name}\` is none.`, {
    remedy: `It is given ${data
      .slice(0, 10)
      .map(({ name }) => `\`${name}\``)
      .join(", ")}${data.length > 10 ? ", …" : ""}: steps before it may have replaced the column.`,
  });
};

/** The direction of each column, 0 where it has none. */
export const directionsOf = (
  data: readonly ColumnData[],
  { increasing, decreasing }: { readonly increasing: readonly string[]; readonly decreasing: readonly string[] },
): Int8Array => {
  const directions = new Int8Array(data.length);
  const set = (names: readonly string[], option: string, direction: number): void => {
    for (const name of names) {
      const number = numberOf(data, name, option);
      if (data[number]!.kind === "texts")
        throw new TableError("column", `\`${option}\` of boosting names columns of numbers: \`${name}\` holds texts.`, {
          remedy: "Put ordinal() before it, for a column whose texts have an order.",
        });
      if (directions[number] !== 0)
        throw new TableError("options", `A column increases or decreases, or neither: \`${name}\` is named twice.`);
      directions[number] = direction;
    }
  };
  set(increasing, "increasing", 1);
  set(decreasing, "decreasing", -1);
  return directions;
};

/** Groups of columns that may meet on a path; the columns that are in none are one more. */
export const groupsOf = (
  data: readonly ColumnData[],
  interactions: readonly (readonly string[])[] | undefined,
): readonly ReadonlySet<number>[] => {
  if (!interactions) return [];
  const groups = interactions.map((names) => new Set(names.map((name) => numberOf(data, name, "interactions"))));
  const rest = [...data.keys()].filter((column) => !groups.some((group) => group.has(column)));
  return rest.length > 0 ? [...groups, new Set(rest)] : groups;
};
