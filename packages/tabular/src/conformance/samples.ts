import { normal, type Random, seededRandom } from "@kaviar/base/random";
import type { Target, Task } from "../contract/target.ts";
import type { Training } from "../contract/training.ts";
import type { ColumnData } from "../table/column.ts";
import { textColumn } from "../table/column-of.ts";
import { tableOf } from "../table/table.ts";

/**
 * Which rows a step or a model is for: finite numbers; numbers ≥ 0; numbers of which some are missing; texts; dates; free
 * texts; all of them beside each other, some missing.
 */
export type RowKind = "numbers" | "counts" | "gaps" | "texts" | "dates" | "words" | "mixed";

const numbers = (name: string, values: readonly number[], type: ColumnData["type"] = "number"): ColumnData => ({
  kind: "numbers",
  name,
  type,
  values: Float64Array.from(values),
});

const list = <T>(rows: number, make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));

const levels = ["red", "green", "blue", "__proto__", "constructor"];
const vocabulary = ["good", "Good", "bad", "slow", "fast", "very", "service", "é"];
const day = 86_400_000;

/** The columns of each kind. They have three things to learn in them: a line, a step, a category. */
const columnsOf = (kind: RowKind, rows: number, random: Random): ColumnData[] => {
  const gaps = (share: number) => (value: number) => (random() < share ? Number.NaN : value);
  switch (kind) {
    case "numbers":
      return [
        numbers(
          "x",
          list(rows, () => normal(random)),
        ),
        numbers(
          "y",
          list(rows, () => 10 + 3 * normal(random)),
        ),
        numbers(
          "z",
          list(rows, () => 100 * random()),
        ),
        numbers(
          "flag",
          list(rows, () => (random() < 0.4 ? 1 : 0)),
          "boolean",
        ),
      ];
    case "counts":
      return ["a", "b", "c"].map((name) =>
        numbers(
          name,
          list(rows, () => Math.floor(6 * random())),
          "integer",
        ),
      );
    case "gaps":
      return columnsOf("numbers", rows, random).map((column) =>
        column.kind === "numbers" ? { ...column, values: column.values.map(gaps(0.15)) } : column,
      );
    case "texts": {
      const drawn = (count: number) =>
        list(rows, () => (random() < 0.1 ? null : levels[Math.floor(count * random())]!));
      return [textColumn("colour", drawn(5), "category"), textColumn("constructor", drawn(2), "category")];
    }
    case "dates":
      return [numbers("when", list(rows, () => Math.floor(day * 20_000 * (random() - 0.3))).map(gaps(0.05)), "date")];
    case "words":
      return [
        textColumn(
          "said",
          list(rows, () =>
            list(Math.floor(5 * random()), () => vocabulary[Math.floor(vocabulary.length * random())]).join(" "),
          ),
          "text",
        ),
      ];
    case "mixed":
      return [...columnsOf("gaps", rows, random), ...columnsOf("texts", rows, random)];
  }
};

/** Something of every column, so that there is something to learn of each. */
const signalOf = (columns: readonly ColumnData[], row: number): number => {
  let sum = 0;
  for (const column of columns) {
    const value = column.kind === "numbers" ? column.values[row]! : column.codes[row]!;
    if (!Number.isNaN(value)) sum += column.type === "date" ? value / (day * 10_000) : value / (Math.abs(value) + 1);
  }
  return sum;
};

const targetOf = (task: Task, classes: number, signal: readonly number[], random: Random): Target => {
  if (task === "anomalies") return { task };
  const noisy = signal.map((value) => value + 0.3 * normal(random));
  if (task === "numbers") return { task, values: Float64Array.from(noisy) };
  const order = [...noisy].sort((a, b) => a - b);
  const cuts = list(classes - 1, (c) => order[Math.floor(((c + 1) * order.length) / classes)]!);
  const codes = Int32Array.from(noisy, (value) => cuts.filter((cut) => value > cut).length);
  return { task, classes: ["a", "b", "c", "d"].slice(0, classes), codes };
};

export interface SampleOptions {
  readonly rows?: number;
  readonly seed?: number;
  readonly task?: Task;
  readonly classes?: number;
}

/** Training rows of a kind, the same for the same seed. */
export const sampleTraining = (
  kind: RowKind,
  { rows = 60, seed = 1, task = "classes", classes = 2 }: SampleOptions = {},
): Training => {
  const random = seededRandom(seed, rows);
  const columns = columnsOf(kind, rows, random);
  const signal = list(rows, (row) => signalOf(columns, row));
  return { table: tableOf(columns, rows), target: targetOf(task, classes, signal, random) };
};
