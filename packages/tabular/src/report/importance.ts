import type { Metric } from "@kaviar/nn";
import { permutationImportance } from "../evaluation/permutation-importance.ts";
import type { Predictor } from "../pipeline/trained-pipeline.ts";
import type { Table } from "../table/table.ts";
import type { Importance } from "./fit-report.ts";
import { someRows } from "./some-rows.ts";
import { type Speed, secondsFor } from "./speed.ts";

/** Rows that are looked at, and how often each column is shuffled: the first that there is time for. */
const plans = [
  { rows: 1000, repeats: 5 },
  { rows: 500, repeats: 5 },
  { rows: 300, repeats: 3 },
  { rows: 150, repeats: 3 },
] as const;

interface Wishes {
  readonly metric: Metric;
  readonly seed: number;
  /** Seconds that it may take. */
  readonly seconds: number;
  readonly speed: Speed;
  /** The columns that say most of the target alone, first: where time is short, the others are left out. */
  readonly order: readonly string[];
}

/** How much worse the model gets without each column, the columns that it needs most first. */
export const importanceOf = async (
  model: Predictor,
  table: Table,
  { metric, seed, seconds, speed, order }: Wishes,
): Promise<Importance | undefined> => {
  const end = performance.now() + 1000 * seconds;
  const columns = inputsBy(order, model);
  const cost = (rows: number, repeats: number) => (repeats + 1) * secondsFor(speed, Math.min(rows, table.rows));
  const { rows, repeats } =
    plans.find((plan) => columns.length * cost(plan.rows, plan.repeats) <= seconds) ?? plans.at(-1)!;
  const looked = someRows(table, rows, seed);
  const found: Importance["columns"][number][] = [];
  for (const [number, input] of columns.entries()) {
    if (performance.now() + 1000 * cost(rows, repeats) > end) break;
    const [column] = await permutationImportance({ ...model, inputs: [input] }, looked, {
      metric,
      repeats,
      seed: seed + number,
    });
    found.push({ column: input.name, mean: column!.mean, ...column!.interval });
  }
  if (found.length === 0) return undefined;
  return { rows: looked.rows, repeats, of: columns.length, columns: found.sort((a, b) => b.mean - a.mean) };
};

const inputsBy = (order: readonly string[], { inputs }: Predictor): Predictor["inputs"] => {
  const places = new Map(order.map((name, i) => [name, i]));
  return inputs.toSorted((a, b) => (places.get(a.name) ?? order.length) - (places.get(b.name) ?? order.length));
};
