import { didYouMean } from "@kaviar/base/check";
import { listed, plural } from "@kaviar/base/text";
import { type ColumnData, readTable, type Table } from "@kaviar/tabular";
import { ArchitectureError } from "../error.ts";
import type { RawSeries, RawSet } from "./raw-series.ts";

/** What the columns of a table of steps are. */
export interface StepColumns {
  readonly series?: string | undefined;
  readonly time?: string | undefined;
  readonly target?: string | undefined;
  readonly channels?: readonly string[] | undefined;
}

/** A long table: a row a step, and a column that says of which series. */
export const tableSeries = async (
  file: string,
  columns: StepColumns & { readonly series: string },
): Promise<RawSet> => {
  const { series: id, time, target } = columns;
  const told = [id, target].filter((name) => name !== undefined);
  const table = await readTable(file, { types: Object.fromEntries(told.map((name) => [name, "category" as const])) });
  for (const name of [id, time, target, ...(columns.channels ?? [])])
    if (name !== undefined) mustHave(table, name, file);
  const channels = columns.channels ?? table.columns.filter((name) => ![id, time, target].includes(name));
  return {
    name: file,
    channels,
    series: stepsInOrder({ table, ids: textsOf(table, id), channels, time, target, file }),
    broken: [],
  };
};

const mustHave = (table: Table, name: string, file: string): void => {
  if (table.has(name)) return;
  throw new ArchitectureError("read", `${file} has no column \`${name}\`.`, {
    remedy: didYouMean(name, table.columns, `It has ${listed(table.columns)}.`, (near) => `\`${near}\``),
  });
};

/** The words of a column, as texts. */
export const textsOf = (table: Table, name: string): readonly (string | null)[] =>
  table
    .column(name)
    .toArray()
    .map((cell) => (cell === null ? null : String(cell)));

interface Steps {
  readonly table: Table;
  /** Of which series each row is. */
  readonly ids: readonly (string | null)[];
  readonly channels: readonly string[];
  readonly time: string | undefined;
  readonly target: string | undefined;
  readonly file: string;
}

/** Rows as series, each in the order of its times; series in the order in which they come first. */
export const stepsInOrder = ({ table, ids, channels, time, target, file }: Steps): readonly RawSeries[] => {
  const without = ids.filter((each) => each === null).length;
  if (without > 0) {
    throw new ArchitectureError(
      "read",
      `Each row says of which series it is: ${plural(without, "row")} of ${file} do not.`,
      {
        remedy: "Leave those rows out, or give them the name of their series.",
      },
    );
  }
  const numbers = channels.map((name) => numbersIn(table, name, file));
  if (numbers.length === 0) {
    throw new ArchitectureError(
      "read",
      `Series have channels: ${file} has no column of numbers beside those that were named.`,
    );
  }
  const times = time === undefined ? undefined : timesIn(table, time, file);
  const targets = target === undefined ? undefined : textsOf(table, target);
  const rows = new Map<string, number[]>();
  ids.forEach((name, row) => {
    const own = rows.get(name!);
    if (own) own.push(row);
    else rows.set(name!, [row]);
  });
  const series = [...rows].map(([name, own]) => {
    const order = times ? sorted(own, times, name, time!) : own;
    const said = targets && targetOf(own, targets, name, target!);
    return {
      name,
      channels: numbers.map((values) => Float64Array.from(order, (row) => values[row]!)),
      ...(said === undefined ? {} : { target: said }),
    };
  });
  return targets ? withNumbers(series) : series;
};

/** Targets that are all numbers are numbers. */
export const withNumbers = (series: readonly RawSeries[]): readonly RawSeries[] => {
  const said = series.filter(({ target }) => target !== undefined);
  const areNumbers = said.every(({ target }) => String(target).trim() !== "" && Number.isFinite(Number(target)));
  return areNumbers
    ? series.map((each) => (each.target === undefined ? each : { ...each, target: Number(each.target) }))
    : series;
};

const numbersIn = (table: Table, name: string, file: string): Float64Array => {
  const { data, type } = table.column(name);
  if (data.kind === "numbers" && type !== "date") return data.values;
  throw new ArchitectureError(
    "read",
    `Channels are numbers: \`${name}\` of ${file} ${type === "date" ? "has dates" : `has texts, such as ${JSON.stringify(exampleOf(data))}`}.`,
    {
      remedy:
        type === "date"
          ? `If it says when, name it: { time: ${JSON.stringify(name)} }.`
          : 'Name the columns that are channels: { channels: ["x", "y"] }; or those that say the series and the target.',
    },
  );
};

const exampleOf = (data: ColumnData): string => (data.kind === "texts" ? (data.levels[0] ?? "") : "");

const timesIn = (table: Table, name: string, file: string): Float64Array => {
  const { data } = table.column(name);
  if (data.kind !== "numbers") {
    throw new ArchitectureError(
      "read",
      `Times are numbers or dates: \`${name}\` of ${file} has texts, such as ${JSON.stringify(exampleOf(data))}.`,
    );
  }
  const missing = data.values.findIndex(Number.isNaN);
  if (missing < 0) return data.values;
  throw new ArchitectureError("read", `Each step has its time: row ${missing + 1} of ${file} has no \`${name}\`.`, {
    remedy: "Leave such rows out, or leave out the time: steps then follow each other as they stand.",
  });
};

const sorted = (rows: readonly number[], times: Float64Array, name: string, time: string): readonly number[] => {
  const order = [...rows].sort((a, b) => times[a]! - times[b]!);
  const twice = order.findIndex((row, i) => i > 0 && times[row] === times[order[i - 1]!]);
  if (twice < 0) return order;
  throw new ArchitectureError(
    "read",
    `A series has one step at a time: ${JSON.stringify(name)} has two where \`${time}\` is ${times[order[twice]!]}.`,
    { remedy: "Their mean may be what is meant; or two series have the same name." },
  );
};

const targetOf = (
  rows: readonly number[],
  targets: readonly (string | null)[],
  name: string,
  target: string,
): string | undefined => {
  const said = new Set(rows.map((row) => targets[row]));
  said.delete(null);
  if (said.size <= 1) return [...said][0] ?? undefined;
  const [one, other] = [...said];
  throw new ArchitectureError(
    "read",
    `A series has one target: \`${target}\` of ${JSON.stringify(name)} is ${JSON.stringify(one)} and ${JSON.stringify(other)}.`,
    { remedy: "What changes from step to step is a channel; series whose target changes are parted there." },
  );
};
