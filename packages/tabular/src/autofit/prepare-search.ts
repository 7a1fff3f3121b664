import * as nn from "@kaviar/nn";
import { logLoss, type Metric, rmse, rocAuc, type Split } from "@kaviar/nn";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { dealTable } from "../evaluation/deal-table.ts";
import { split } from "../evaluation/split.ts";
import type { FitOptions } from "../pipeline/fit-options.ts";
import { isMissing, missingIn } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import { checkMetric } from "./check-metric.ts";
import { type readAutofitOptions, usualHoldout } from "./options.ts";

export type Options = ReturnType<typeof readAutofitOptions>;

/** A table as a search sees it. */
export interface Prepared {
  /** The rows to search on, without the columns that say nothing. */
  readonly table: Table;
  /** All rows, for the fit at the end. */
  readonly whole: Table;
  readonly held: Table | undefined;
  readonly training: Training;
  readonly splits: readonly Split[];
  readonly metric: Metric;
  readonly fit: FitOptions;
  readonly dropped: readonly string[];
  readonly notes: readonly string[];
}

/** Below so many rows none is held out unless that is asked for: there would be too few on either side. */
const fewest = 100;

/** Cells that a search of a minute looks at, and the fewest rows: of longer tables it looks at some rows. */
const cellsInMinute = 1_500_000;
const leastRows = 5_000;

export const prepareSearch = (given: Table, options: Options, milliseconds: number | undefined): Prepared => {
  const { target, task, positive, weights, seed, folds, group, time, holdout } = options;
  const { dropped, notes } = sayingNothing(given, options);
  const known = withTarget(given.without(dropped), target);
  const fit: FitOptions = { target, task, positive, weights, seed };
  const dealing = { target, seed, ...(group !== undefined && { group }), ...(time !== undefined && { time }) };
  const isTooFew = holdout === usualHoldout && known.rows < fewest;
  const parts = typeof holdout === "number" && !isTooFew ? split(known, { ...dealing, test: holdout }) : undefined;
  const held = parts?.test ?? (typeof holdout === "object" ? holdout : undefined);
  const all = parts?.train ?? known;
  const most = rowsFor(all, milliseconds);
  const searched = most < all.rows ? split(all, { ...dealing, test: most }).test : all;
  const {
    training,
    splits,
    notes: dealt,
  } = dealTable("autofit", searched, { ...fit, folds, group, time, repeats: 1, stratify: true, seed });
  const missing = given.rows - known.rows;
  return {
    table: searched,
    whole: known,
    held,
    training,
    splits,
    fit,
    dropped,
    metric: metricOf(options, training),
    notes: [
      ...(missing > 0 ? [`${missing} rows have no \`${target}\`: they are left out.`] : []),
      ...notes,
      ...dealt,
      ...(isTooFew ? [`No rows are held out: ${known.rows} are too few to spare some.`] : []),
      ...(most < all.rows
        ? [`The search looks at ${searched.rows} of ${all.rows} rows: more of them need more time.`]
        : []),
    ],
  };
};

/** How many rows a search of so much time looks at. */
const rowsFor = ({ rows, columns }: Table, milliseconds: number | undefined): number =>
  milliseconds === undefined
    ? rows
    : Math.max(leastRows, Math.floor((cellsInMinute * (milliseconds / 60_000)) / columns.length));

const withTarget = (table: Table, target: string): Table => {
  const { data } = table.column(target);
  if (missingIn(data) === 0) return table;
  return table.take(Array.from({ length: table.rows }, (_, row) => row).filter((row) => !isMissing(data, row)));
};

/** Columns by which nothing can be told of new rows, and why. */
const sayingNothing = (table: Table, { target, weights, group, time }: Options) => {
  const kept = new Set([target, weights, group, time]);
  const why = new Map<string, string>();
  for (const column of table.data) {
    if (kept.has(column.name)) continue;
    if (column.type === "id") why.set(column.name, "an id");
    else if (column.type === "constant") why.set(column.name, "the same in every row");
    else if (missingIn(column) === table.rows) why.set(column.name, "missing in every row");
  }
  return {
    dropped: [...why.keys()],
    notes: [...why].map(([name, reason]) => `\`${name}\` is left out: it is ${reason}.`),
  };
};

const metricOf = ({ metric }: Options, { target }: Training): Metric => {
  if (target.task === "anomalies") throw new TableError("target", "A search predicts a target: there is none.");
  const classes = target.task === "classes" ? target.classes.length : 0;
  const found =
    typeof metric === "string"
      ? (nn as unknown as Readonly<Record<string, Metric>>)[metric]!
      : (metric ?? usual(classes));
  if ((nn as unknown as Readonly<Record<string, unknown>>)[found.name] === found) {
    checkMetric(found, target);
    return found;
  }
  throw new TableError("options", `Workers know the metrics of @kaviar/nn: \`${found.name}\` is another one.`, {
    remedy: "Search by a metric of nn, and evaluate the model by your own.",
  });
};

const usual = (classes: number): Metric => (classes === 0 ? rmse : classes === 2 ? rocAuc : logLoss);
