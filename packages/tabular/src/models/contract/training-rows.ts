import { type Matrix, matrixOf } from "../../contract/matrix.ts";
import { withoutTarget } from "../../contract/target.ts";
import { type Training, takeTraining } from "../../contract/training.ts";
import { TableError } from "../../error.ts";

/** Rows with a number each. */
export interface NumberRows extends Matrix {
  readonly task: "numbers";
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** Rows with a class each, by its number among those that are present. */
export interface ClassRows extends Matrix {
  readonly task: "classes";
  readonly codes: Int32Array;
  /** The classes that rows have: a fold may lack some. Their numbers among all, ascending. */
  readonly present: readonly number[];
  /** How many classes there are in all. */
  readonly classes: number;
  readonly weights: Float64Array | undefined;
}

/** Training rows as numbers. Rows without weight are left out: they say nothing. */
export const trainingRows = (owner: string, training: Training): NumberRows | ClassRows => {
  const { table, target, weights } = weighing(owner, training);
  if (target.task === "anomalies") throw withoutTarget(owner);
  const matrix = matrixOf(owner, table);
  if (target.task === "numbers") return { ...matrix, task: "numbers", y: target.values, weights };
  const { codes } = target;
  const present = [...new Set(codes)].sort((a, b) => a - b);
  const places = new Map(present.map((code, place) => [code, place]));
  return {
    ...matrix,
    task: "classes",
    codes: codes.map((code) => places.get(code)!),
    present,
    classes: target.classes.length,
    weights,
  };
};

/** The same of a model that learns classes only. */
export const classRows = (owner: string, training: Training): ClassRows => {
  const rows = trainingRows(owner, training);
  if (rows.task === "classes") return rows;
  throw new TableError("target", `${owner} learns classes: the target holds numbers.`);
};

/** The rows that have a weight above 0. */
export const weighing = (owner: string, training: Training): Training => {
  const { weights } = training;
  if (!weights?.includes(0)) return training;
  const rows = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  if (rows.length === 0) throw new TableError("data", `${owner} learns from rows that count: the weight of each is 0.`);
  return takeTraining(training, rows);
};

/** +1 where a row has the class, −1 where it has another. */
export const signsOf = (codes: Int32Array, own: number): Float64Array =>
  Float64Array.from(codes, (code) => (code === own ? 1 : -1));
