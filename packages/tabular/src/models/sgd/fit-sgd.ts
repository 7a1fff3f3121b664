import { times } from "@kaviar/base/numerics";
import { inOrder, shuffle } from "@kaviar/base/random";
import type { FitContext } from "../../contract/context.ts";
import { certain, outcomeOfRows } from "../contract/least-squares-fit.ts";
import type { LinearState } from "../contract/linear-function.ts";
import { type ClassRows, type NumberRows, targetsOf } from "../contract/training-rows.ts";
import { unfinished } from "../contract/unfinished.ts";
import { descendRows, type RowSettings } from "./descend-rows.ts";
import type { LossName } from "./losses.ts";

interface Settings extends RowSettings {
  readonly earlyStopping: boolean;
  readonly validationFraction: number;
}

export const fitSgd = async (
  owner: string,
  data: ClassRows | NumberRows,
  settings: Settings,
  context: FitContext,
): Promise<LinearState> => {
  const { columns, values: x, weights } = data;
  const outcome = outcomeWith(outcomeOfRows(data), settings.loss);
  if (outcome.task === "classes" && outcome.present.length === 1) return certain(outcome, columns);
  const targets = targetsOf(data);
  const { learned, held } = settings.earlyStopping
    ? parted(data, settings.validationFraction, context)
    : { learned: inOrder(data.rows), held: undefined };
  const coefficients = new Float64Array(targets.length * columns);
  const intercepts = new Float64Array(targets.length);
  const notes: string[] = [];
  for (const [k, y] of targets.entries()) {
    const score = held && ((w: Float64Array, intercept: number) => scoreOf(data, held, y, w, intercept));
    const problem = { x, columns, y, weights, learned, score };
    const { w, intercept, isDone } = await descendRows(owner, problem, settings, context.within(k));
    coefficients.set(w, k * columns);
    intercepts[k] = intercept;
    if (!isDone && notes.length === 0) notes.push(unfinished(owner, settings.maxIter));
  }
  return { outcome, coefficients, intercepts, notes };
};

/** Two losses have probabilities. (Zhang 2004) */
const outcomeWith = (outcome: LinearState["outcome"], loss: LossName): LinearState["outcome"] => {
  if (outcome.task === "numbers") return outcome;
  if (loss === "modifiedHuber") return { ...outcome, link: "clipped" };
  return loss === "log" ? { ...outcome, link: "shares" } : outcome;
};

/** Some rows are left out, of each class the same share; but of one row, or none, nothing is left out. */
const parted = (data: ClassRows | NumberRows, fraction: number, context: FitContext) => {
  const order = shuffle(inOrder(data.rows), context.random(1));
  const groups =
    data.task === "classes" ? data.present.map((_, own) => order.filter((row) => data.codes[row] === own)) : [order];
  const held = groups.flatMap((group) => [...group.subarray(0, Math.round(fraction * group.length))]);
  if (held.length === 0) return { learned: inOrder(data.rows), held: undefined };
  const isHeld = new Uint8Array(data.rows);
  for (const row of held) isHeld[row] = 1;
  return { learned: inOrder(data.rows).filter((row) => isHeld[row] === 0), held: Int32Array.from(held) };
};

/** Accuracy of classes, R² of numbers, on some rows. */
const scoreOf = (
  { task, values, columns, weights }: ClassRows | NumberRows,
  rows: Int32Array,
  y: Float64Array,
  w: Float64Array,
  intercept: number,
): number => {
  let [total, sum, right] = [0, 0, 0];
  const weightOf = (row: number) => (weights ? weights[row]! : 1);
  const reached = Float64Array.from(
    rows,
    (row) => intercept + times(values.subarray(row * columns, (row + 1) * columns), 1, columns, w)[0]!,
  );
  for (const [i, row] of rows.entries()) {
    total += weightOf(row);
    sum += weightOf(row) * y[row]!;
    if (reached[i]! > 0 === y[row]! > 0) right += weightOf(row);
  }
  if (task === "classes") return right / total;
  let [errors, spread] = [0, 0];
  for (const [i, row] of rows.entries()) {
    errors += weightOf(row) * (y[row]! - reached[i]!) ** 2;
    spread += weightOf(row) * (y[row]! - sum / total) ** 2;
  }
  return spread > 0 ? 1 - errors / spread : -errors;
};
