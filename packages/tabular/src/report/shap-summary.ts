import type { Label } from "../contract/target.ts";
import { hasTrees, type ShapExplanation, type ShapOptions, shap } from "../explanation/shap.ts";
import type { TrainedPipeline } from "../pipeline/trained-pipeline.ts";
import { cellOf, isMissing } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import { cellText } from "./cell-text.ts";
import type { ShapColumn, ShapSummary } from "./fit-report.ts";
import { shownWords } from "./shown-words.ts";
import { someRows } from "./some-rows.ts";
import { type Speed, secondsFor } from "./speed.ts";

const mostColumns = 12;
const mostRows = 150;
/** Fewer rows say too little, more columns take too many coalitions. */
const fewestRows = 8;
const mostInputs = 300;
/** Cells of the rows that are predicted for one that is explained. */
const mostCells = 6e6;
/** How many rows stand for what is not known: the first that there is time for. */
const backgrounds = [25, 10, 5] as const;

interface Wishes {
  readonly seed: number;
  /** Seconds that it may take. */
  readonly seconds: number;
  readonly speed: Speed;
  /** The classes that are explained; none for numbers. */
  readonly classes: readonly Label[];
}

/** What the columns add to what the model says of some rows; undefined where there is no time for enough of them. */
export const shapSummaryOf = async (
  model: TrainedPipeline,
  table: Table,
  wishes: Wishes,
): Promise<ShapSummary | undefined> => {
  const { seed, seconds, classes } = wishes;
  const end = performance.now() + 1000 * seconds;
  const isExact = hasTrees(model);
  const means = isExact ? {} : coalitionsFor(model, table, wishes);
  if (means === undefined) return undefined;
  const explainRows = (rows: Table, label: Label | undefined) =>
    shap(model, rows, { seed, ...means, ...(label !== undefined && { class: label }) });
  const began = performance.now();
  await explainRows(table.head(1), classes[0]);
  const took = Math.max(performance.now() - began, 0.01);
  const rows = Math.min(mostRows, Math.floor((end - performance.now()) / (took * Math.max(classes.length, 1))));
  if (rows < Math.min(fewestRows, table.rows)) return undefined;
  const looked = someRows(table, rows, seed);
  const outputs = [];
  let of: ShapSummary["of"] = "number";
  for (const label of classes.length === 0 ? [undefined] : classes) {
    const explanation = await explainRows(looked, label);
    of = explanation.of;
    outputs.push({
      ...(label !== undefined && { label: shownWords(String(label)) }),
      columns: columnsOf(explanation, looked),
    });
  }
  return { isExact, of, rows: looked.rows, outputs };
};

/** How many coalitions are tried before how many rows; undefined where one row would take too long. */
const coalitionsFor = (
  { inputs }: TrainedPipeline,
  table: Table,
  { seed, seconds, speed, classes }: Wishes,
): Pick<ShapOptions, "samples" | "background"> | undefined => {
  const width = inputs.length;
  if (width > mostInputs) return undefined;
  const samples = Math.max(256, 4 * width);
  const tried = Math.max(1, Math.min(2 ** width - 2, samples));
  const affordable = seconds / (fewestRows * Math.max(classes.length, 1));
  const behind = backgrounds.find(
    (rows) => tried * rows * width <= mostCells && secondsFor(speed, tried * rows) <= affordable,
  );
  return behind === undefined ? undefined : { samples, background: someRows(table, behind, seed + 1) };
};

const columnsOf = ({ columns, values }: ShapExplanation, table: Table): readonly ShapColumn[] =>
  columns
    .map((column, c) => {
      const added = Float64Array.from({ length: table.rows }, (_, row) => values[row * columns.length + c]!);
      return { column, added, size: added.reduce((sum, value) => sum + Math.abs(value) / table.rows, 0) };
    })
    .sort((a, b) => b.size - a.size)
    .slice(0, mostColumns)
    .map(({ column, added, size }) => {
      const values = table.has(column) ? placesIn(table, column) : undefined;
      return {
        column,
        size,
        marks: Array.from(added, (value, row) => [value, values?.place(row) ?? -1, values?.text(row) ?? ""] as const),
      };
    });

/** Where the value of a row lies among those of a column, and what it is. */
const placesIn = (table: Table, name: string) => {
  const { data } = table.column(name);
  const sorted = data.kind === "numbers" ? data.values.filter((value) => !Number.isNaN(value)).sort() : undefined;
  const last = (sorted?.length ?? 0) - 1;
  return {
    place: (row: number): number => {
      if (data.kind === "texts" || isMissing(data, row) || last < 1) return -1;
      const value = data.values[row]!;
      return (sorted!.indexOf(value) + sorted!.lastIndexOf(value)) / 2 / last;
    },
    text: (row: number): string => (isMissing(data, row) ? "missing" : cellText(cellOf(data, row))),
  };
};
