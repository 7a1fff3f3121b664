import type { Label } from "../contract/target.ts";
import { partialDependence } from "../evaluation/partial-dependence.ts";
import type { Predictor } from "../pipeline/trained-pipeline.ts";
import { quantile } from "../profile/number-summary.ts";
import type { Cell, ColumnData } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import type { Dependence, DependenceLine } from "./fit-report.ts";
import { shownWords } from "./shown-words.ts";
import { someRows } from "./some-rows.ts";
import { type Speed, secondsFor } from "./speed.ts";

const mostColumns = 8;
const mostPoints = 15;
const mostLevels = 12;
const [fewestRows, mostRows] = [30, 200];

interface Wishes {
  readonly seed: number;
  /** Seconds that it may take. */
  readonly seconds: number;
  readonly speed: Speed;
  /** The columns to look at, the most important ones first. */
  readonly columns: readonly string[];
  /** The classes whose probability is shown; none for numbers. */
  readonly classes: readonly Label[];
}

/** How what the model says changes with each of the most important columns; undefined where there is no time for any. */
export const dependencesOf = async (
  model: Predictor,
  table: Table,
  { seed, seconds, speed, columns, classes }: Wishes,
): Promise<readonly Dependence[] | undefined> => {
  const end = performance.now() + 1000 * seconds;
  const chosen = columns.filter((name) => table.column(name).type !== "text").slice(0, mostColumns);
  const calls = mostPoints * Math.max(classes.length, 1);
  const affordable = (seconds / (chosen.length * calls) - speed.call) / speed.row;
  const rows = Math.round(Math.max(fewestRows, Math.min(mostRows, affordable)));
  const looked = someRows(table, rows, seed);
  const found: Dependence[] = [];
  for (const column of chosen) {
    if (performance.now() + 1000 * calls * secondsFor(speed, looked.rows) > end) break;
    const values = commonLevels(table.column(column).data);
    if (values?.length === 0) continue;
    const lines: DependenceLine[] = [];
    let points: readonly Cell[] = [];
    for (const label of classes.length === 0 ? [undefined] : classes) {
      const seen = await partialDependence(model, looked, {
        column,
        points: mostPoints,
        ...(values && { values }),
        ...(label !== undefined && { class: label }),
      });
      points = seen.points.map(([cell]) => cell!);
      lines.push({ ...(label !== undefined && { label: shownWords(String(label)) }), ...linesOf(seen, looked.rows) });
    }
    const isDate = points[0] instanceof Date;
    if (points.length > 1) found.push({ column, rows: looked.rows, isDate, points: points.map(pointOf), lines });
  }
  return found.length > 0 ? found : undefined;
};

/** Of texts the commonest; undefined for numbers, whose values are chosen by their order. */
const commonLevels = (data: ColumnData): readonly string[] | undefined => {
  if (data.kind === "numbers") return undefined;
  const counts = new Float64Array(data.levels.length);
  for (const code of data.codes) if (code >= 0) counts[code]!++;
  return data.levels
    .map((level, code) => ({ level, rows: counts[code]! }))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, mostLevels)
    .map(({ level }) => level);
};

const pointOf = (cell: Cell): number | string => {
  if (cell instanceof Date) return cell.getTime();
  return typeof cell === "number" ? cell : shownWords(String(cell));
};

/** Four of five rows lie between the ends. */
const tail = 0.1;

const linesOf = (
  { mean, individual }: { readonly mean: Float64Array; readonly individual: Float64Array },
  rows: number,
): Omit<DependenceLine, "label"> => {
  const sorted = Array.from(mean, (_, point) =>
    Float64Array.from({ length: rows }, (_, row) => individual[row * mean.length + point]!).sort(),
  );
  return {
    mean: Array.from(mean),
    low: sorted.map((values) => quantile(values, tail)),
    high: sorted.map((values) => quantile(values, 1 - tail)),
  };
};
