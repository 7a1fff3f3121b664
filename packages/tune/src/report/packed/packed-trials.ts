import type { Json, Report } from "../../trial/record.ts";
import type { ReportTrial } from "../report-data.ts";
import { type Column, packColumn, unpackColumn } from "./column.ts";

/** Columns by name, in pairs: a name may be that of anything an object has. */
type Columns = readonly (readonly [name: string, column: Column])[];

/** Trials as columns: a tenth of the bytes of as many objects, and read in a tenth of the time. */
export interface PackedTrials {
  readonly count: number;
  /** What a trial has beside the records below. */
  readonly own: Columns;
  readonly params: Columns;
  readonly constraints: Columns;
  readonly attributes: Columns;
  /** One an objective. */
  readonly values: readonly Column[];
  readonly reports: PackedReports;
}

/** The reports of all trials, one after the other. */
interface PackedReports {
  /** How many each trial has. */
  readonly counts: Column;
  readonly steps: Float64Array;
  /** One an objective; NaN is one of its values. */
  readonly values: readonly Float64Array[];
}

const records = ["params", "constraints", "attributes"] as const;
const apart: ReadonlySet<string> = new Set([...records, "values", "reports"]);

export const packTrials = (trials: readonly ReportTrial[], objectives: number): PackedTrials => {
  const places = Array.from({ length: objectives }, (_, objective) => objective);
  const reports = trials.flatMap((trial) => trial.reports);
  return {
    count: trials.length,
    own: columnsOf(trials as readonly object[] as readonly Fields[], (name) => !apart.has(name)),
    params: columnsOf(trials.map(({ params }) => params)),
    constraints: columnsOf(trials.map(({ constraints }) => constraints)),
    attributes: columnsOf(trials.map(({ attributes }) => attributes)),
    values: places.map((objective) => packColumn(trials.map(({ values }) => values?.[objective]))),
    reports: {
      counts: packColumn(trials.map((trial) => trial.reports.length)),
      steps: Float64Array.from(reports, ({ step }) => step),
      values: places.map((objective) => Float64Array.from(reports, ({ values }) => values[objective]!)),
    },
  };
};

type Fields = Readonly<Record<string, Json | undefined>>;

/** In the order in which trials have them. */
const columnsOf = (all: readonly Fields[], isWanted: (name: string) => boolean = () => true): Columns => {
  const names = new Set<string>();
  for (const fields of all) for (const name in fields) if (isWanted(name)) names.add(name);
  return [...names].map((name) => [
    name,
    packColumn(all.map((fields) => (Object.hasOwn(fields, name) ? fields[name] : undefined))),
  ]);
};

export const unpackTrials = ({ count, own, values, reports, ...packed }: PackedTrials): readonly ReportTrial[] => {
  const fieldsOf = reading(own);
  const [paramsOf, constraintsOf, attributesOf] = records.map((name) => reading(packed[name]));
  const objectives = values.map(unpackColumn);
  const reportsOf = readingReports(reports);
  return Array.from({ length: count }, (_, at) => {
    const found = objectives.map((value) => value(at));
    return {
      ...(fieldsOf(at) as unknown as ReportTrial),
      params: paramsOf!(at) as ReportTrial["params"],
      constraints: constraintsOf!(at) as ReportTrial["constraints"],
      attributes: attributesOf!(at),
      ...(found[0] !== undefined && { values: found as readonly number[] }),
      reports: reportsOf(at),
    };
  });
};

const none = Object.freeze({});

/** The fields of a trial by its place; what it lacks it has not. */
const reading = (columns: Columns): ((at: number) => Readonly<Record<string, Json>>) => {
  if (columns.length === 0) return () => none;
  const all = columns.map(([name, column]) => [name, unpackColumn(column)] as const);
  return (at) => {
    const fields: Record<string, Json> = {};
    for (const [name, valueAt] of all) {
      const value = valueAt(at);
      if (value === undefined) continue;
      // One that has the name of the prototype is a field like any other.
      if (name === "__proto__") Object.defineProperty(fields, name, { value, enumerable: true });
      else fields[name] = value;
    }
    return fields;
  };
};

const noReports: readonly Report[] = [];

/** To be asked for one trial after the other, from the first on. */
const readingReports = ({ counts, steps, values }: PackedReports): ((at: number) => readonly Report[]) => {
  const countOf = unpackColumn(counts);
  let next = 0;
  return (at) => {
    const count = countOf(at) as number;
    if (count === 0) return noReports;
    const from = next;
    next += count;
    return Array.from({ length: count }, (_, i) => ({
      step: steps[from + i]!,
      values: values.map((column) => column[from + i]!),
    }));
  };
};
