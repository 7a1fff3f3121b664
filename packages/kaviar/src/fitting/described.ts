import { formatNumber, plural } from "@kaviar/base/text";
import type { Cell, ColumnType, NumberColumn, Table } from "@kaviar/tabular";
import { counted, percent } from "./counted.ts";

/** Columns by their types, as they are counted: one, several. */
const kinds: Readonly<Record<Exclude<ColumnType, "id" | "constant">, readonly [string, string]>> = {
  category: ["category", "categories"],
  number: ["number", "numbers"],
  integer: ["number", "numbers"],
  boolean: ["yes or no", "yes or no"],
  date: ["date", "dates"],
  text: ["text", "texts"],
};

/** A table in short: how many rows, and which columns beside the target; how the target lies. */
export const described = (table: Table, target: string): readonly [string, string] => {
  const beside = table.schema.filter(({ name }) => name !== target);
  const counts = new Map<string, number>();
  for (const { type } of beside) {
    if (type === "id" || type === "constant") continue;
    counts.set(kinds[type][1], (counts.get(kinds[type][1]) ?? 0) + 1);
  }
  const one = new Map(Object.values(kinds).map(([single, several]) => [several, single]));
  const parts = [
    ...[...counts].map(([several, n]) => `${n} ${n === 1 ? one.get(several) : several}`),
    ...(["id", "constant"] as const).flatMap((type) => leftOut(beside, type)),
  ];
  const columns = `${counted(beside.length, "column")}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}`;
  return [`${counted(table.rows, "row")}, ${columns}`, targetWords(table, target)];
};

/** So many names are read in a line. */
const mostNames = 3;

const leftOut = (columns: readonly { readonly name: string; readonly type: ColumnType }[], type: ColumnType) => {
  const names = columns.filter((column) => column.type === type).map(({ name }) => name);
  if (names.length === 0) return [];
  const more = names.length > mostNames ? `, and ${names.length - mostNames} more` : "";
  return [`${plural(names.length, type)} left out: ${names.slice(0, mostNames).join(", ")}${more}`];
};

const targetWords = (table: Table, target: string): string => {
  const column = table.column(target);
  const { data, type } = column;
  const known = table.rows - column.missing;
  if (known === 0) return `${target} is missing in every row`;
  const counts = data.kind === "texts" || type !== "number" ? countsOf(column, data.kind === "texts") : undefined;
  if (counts === undefined) return rangeWords(data as NumberColumn, target);
  if (type === "boolean") return `${percent((counts.get("true") ?? 0) / known)} ${target}`;
  const labels = [...counts].sort(([, a], [, b]) => b - a);
  const shown = labels.slice(0, mostNames).map(([label, n]) => `${label} ${percent(n / known)}`);
  const more = labels.length > mostNames ? [`${labels.length - mostNames} more`] : [];
  return `${target}: ${[...shown, ...more].join(", ")}`;
};

/** How often each value comes; of numbers undefined when they are more than two, for then they count or measure. */
const countsOf = (cells: Iterable<Cell>, isTexts: boolean): ReadonlyMap<string, number> | undefined => {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    if (cell === null) continue;
    counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1);
    if (!isTexts && counts.size > 2) return undefined;
  }
  return counts;
};

const rangeWords = ({ values, type }: NumberColumn, target: string): string => {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const text = (x: number) => (type === "date" ? new Date(x).toISOString().slice(0, 10) : formatNumber(x));
  return `${target} from ${text(low)} to ${text(high)}`;
};
