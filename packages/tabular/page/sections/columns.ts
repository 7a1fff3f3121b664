import { type Column, formatNumber, formatShare, records, section } from "@kaviar/page";
import type { ColumnProfile, Profile } from "../../src/profile/profile.ts";
import { momentOr } from "../moment.ts";

/** Every column in a line. */
export const columns = ({ columns: all, rows, target }: Pick<Profile, "columns" | "rows" | "target">): HTMLElement =>
  section(
    "Columns",
    target === undefined
      ? "Click a column to sort by it."
      : `Click a column to sort by it. "Explains" is which share of ${target.column} a column explains alone, in rows that this was not fitted to.`,
    ...records({
      rows: all,
      columns: [...described(rows, all), ...(target === undefined ? [] : [explains(target.column)]), ...measured],
      groups: { label: "show", all: "all types", of: ({ type }) => type },
      hint: ({ why }) => why,
    }),
  );

/** In the order of the file, which is how it is sorted first. */
const described = (rows: number, all: readonly ColumnProfile[]): readonly Column<ColumnProfile>[] => [
  { name: "nr", of: (column) => all.indexOf(column) + 1 },
  { name: "column", of: ({ name }) => name },
  { name: "type", of: ({ type }) => type },
  {
    name: "missing",
    of: ({ missing }) => missing,
    show: ({ missing }) => (missing === 0 ? "" : formatShare(missing / rows)),
  },
  { name: "values", of: ({ distinct }) => distinct },
];

const explains = (target: string): Column<ColumnProfile> => ({
  name: "explains",
  of: ({ name, explains: share }) => (name === target ? undefined : share),
  show: ({ name, explains: share = 0 }) => (name === target ? "target" : formatShare(share)),
});

const end = (name: "low" | "median" | "high"): Column<ColumnProfile> => ({
  name,
  of: ({ numbers }) => numbers?.[name],
  show: ({ type, numbers }) => (numbers === undefined ? "" : momentOr(type, numbers[name])),
});

const measured: readonly Column<ColumnProfile>[] = [
  end("low"),
  end("median"),
  end("high"),
  {
    name: "mean",
    of: ({ type, numbers }) => (type === "date" ? undefined : numbers?.mean),
    show: ({ type, numbers }) => (numbers === undefined || type === "date" ? "" : formatNumber(numbers.mean)),
  },
  { name: "commonest", of: ({ common }) => common?.[0]?.value },
  { name: "why", of: ({ why }) => why },
];
