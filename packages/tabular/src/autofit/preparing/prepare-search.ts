import { plural } from "@kaviar/base/text";
import * as nn from "@kaviar/nn";
import { logLoss, type Metric, rmse, rocAuc, type Split } from "@kaviar/nn";
import type { Training } from "../../contract/training.ts";
import { TableError } from "../../error.ts";
import { split } from "../../evaluation/split.ts";
import { timesOf } from "../../evaluation/times-of.ts";
import { type Facts, factsOf } from "../../grammar/facts.ts";
import type { FitOptions } from "../../pipeline/fit-options.ts";
import { isMissing, missingIn } from "../../table/column.ts";
import { groupNumbers } from "../../table/group-numbers.ts";
import type { Table } from "../../table/table.ts";
import { type readAutofitOptions, usualHoldout } from "../options.ts";
import { checkMetric } from "./check-metric.ts";
import { dealScorable } from "./deal-scorable.ts";
import { holdoutOf } from "./holdout-of.ts";
import { leftOut } from "./left-out.ts";
import { otherFolds } from "./other-folds.ts";
import { rowsFor, searchedOf } from "./searched-of.ts";
import { warningsAbout } from "./warnings-about.ts";

export type Options = ReturnType<typeof readAutofitOptions>;

/** A table as a search sees it. */
export interface Prepared {
  /** The rows to search on, without the columns that say nothing. */
  readonly table: Table;
  /** How many rows a search of its time looks at. */
  readonly most: number;
  /** How many of them `split` has drawn from those that are not held out, where it looks at some and at no others. */
  readonly drawn: number | undefined;
  /** All rows, for the fit at the end. */
  readonly whole: Table;
  readonly held: Table | undefined;
  readonly training: Training;
  readonly facts: Facts;
  readonly splits: readonly Split[];
  /** The same rows dealt anew, for finalists. */
  readonly otherFolds: readonly (readonly Split[])[];
  readonly metric: Metric;
  readonly fit: FitOptions;
  readonly dropped: readonly string[];
  readonly notes: readonly string[];
}

/** Below so many rows, or groups, none is held out unless that is asked for: there would be too few on either side. */
const fewest = { rows: 100, groups: 5 };

export const prepareSearch = (
  given: Table,
  options: Options,
  milliseconds: number | undefined,
  before?: number,
): Prepared => {
  const { target, task, positive, weights, seed, folds, group, time, holdout } = options;
  checkColumns(given, options);
  const known = withTarget(given, target);
  const left = leftOut(known, options);
  const whole = known.without(left.dropped);
  const fit: FitOptions = { target, task, positive, weights, group, seed };
  const dealing = {
    target,
    seed,
    ...(task !== undefined && { task }),
    ...(group !== undefined && { group }),
    ...(time !== undefined && { time }),
  };
  const few = holdout === usualHoldout ? tooFew(whole, group) : undefined;
  const parts =
    typeof holdout === "number" && few === undefined ? split(whole, { ...dealing, test: holdout }) : undefined;
  const all = parts?.train ?? whole;
  const most = before ?? rowsFor(all, milliseconds);
  const { table: searched, drawn } = searchedOf(all, dealing, most);
  const dealt = dealScorable(searched, { ...fit, target, folds, time, repeats: 1, stratify: true, seed }, (training) =>
    metricOf(options, training),
  );
  const { training } = dealt;
  checkDiffers(training, target);
  const apart = parts?.test ?? (typeof holdout === "object" ? holdout : undefined);
  const held =
    apart &&
    holdoutOf(apart, { target, known: training.target, features: training.table, isGiven: parts === undefined });
  const missing = given.rows - known.rows;
  return {
    table: searched,
    most,
    drawn,
    whole,
    held: held?.held,
    training,
    facts: factsOf(training, held ? [whole, held.held] : [whole]),
    splits: dealt.splits,
    otherFolds: otherFolds(training, {
      metric: dealt.metric,
      splits: dealt.splits,
      seed,
      isByChance: group === undefined && time === undefined,
    }),
    fit,
    dropped: left.dropped,
    metric: dealt.metric,
    notes: [
      ...(missing > 0 ? [`${plural(missing, "row")} without \`${target}\` left out.`] : []),
      ...left.notes,
      ...dealt.notes,
      ...rareIn(training, target),
      ...(held?.notes ?? []),
      ...(few === undefined ? [] : [`No rows are held out: ${few} are too few to spare some.`]),
      ...(searched.rows < all.rows
        ? [`The search looks at ${searched.rows} of ${all.rows} rows: more of them need more time.`]
        : []),
      ...warningsAbout(searched, {
        target,
        classes: training.target.task === "classes" ? training.target.classes.length : 1,
        unused: [weights, group].filter((name) => name !== undefined),
      }),
    ],
  };
};

/** What names columns names others than the target, and columns that can be what they are named for. */
const checkColumns = (table: Table, { target, weights, group, time }: Options): void => {
  const { type, data } = table.column(target);
  if (type === "id" && data.kind === "texts")
    throw new TableError("target", `A search predicts what comes again: \`${target}\` is another text in each row.`, {
      remedy: "Name another column as the target.",
    });
  for (const [option, name] of Object.entries({ group, time, weights })) {
    if (name === undefined) continue;
    table.column(name);
    if (name !== target) continue;
    throw new TableError("options", `A column is the target or the \`${option}\`: \`${name}\` is named as both.`, {
      remedy: `Leave \`${option}\` out, or name another column.`,
    });
  }
  if (group !== undefined && time !== undefined) {
    throw new TableError(
      "options",
      `Rows are held out by \`group\` or by \`time\`: got both, \`${group}\` and \`${time}\`.`,
      {
        remedy: "Give one of them; by time, a group's later rows would be told by its earlier ones.",
      },
    );
  }
  if (time !== undefined) timesOf("autofit", table, time);
};

const withTarget = (table: Table, target: string): Table => {
  const { data } = table.column(target);
  const missing = missingIn(data);
  if (missing === 0) return table;
  if (missing < table.rows)
    return table.take(Array.from({ length: table.rows }, (_, row) => row).filter((row) => !isMissing(data, row)));
  throw new TableError(
    "target",
    `A search learns from rows that have a target: \`${target}\` is missing in all ${table.rows}.`,
    { remedy: "Name the column that is to be predicted, or give rows where it is known." },
  );
};

/** What a table has too few of to hold some out. */
const tooFew = (table: Table, group: string | undefined): string | undefined => {
  if (table.rows < fewest.rows) return String(table.rows);
  const groups = group === undefined ? Number.POSITIVE_INFINITY : new Set(groupNumbers(table, group)).size;
  return groups < fewest.groups ? `${groups} groups` : undefined;
};

const checkDiffers = ({ target }: Training, name: string): void => {
  if (target.task !== "numbers" || target.values.some((value) => value !== target.values[0])) return;
  throw new TableError(
    "target",
    `A search learns by what numbers differ: \`${name}\` is ${target.values[0]} in all ${target.values.length} rows.`,
    { remedy: "Give rows with other numbers too, or another target." },
  );
};

/** Classes that are never learned from some rows and scored on others. */
const rareIn = ({ target }: Training, name: string): readonly string[] => {
  if (target.task !== "classes") return [];
  const counts = new Int32Array(target.classes.length);
  for (const code of target.codes) counts[code]!++;
  const rare = target.classes.filter((_, code) => counts[code] === 1);
  if (rare.length === 0) return [];
  const [first] = rare;
  const which =
    rare.length === 1 ? JSON.stringify(first) : `${rare.length} classes, ${JSON.stringify(first)} for one, that`;
  return [`\`${name}\` has ${which} in one row alone: such a class is never both learned and scored.`];
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
