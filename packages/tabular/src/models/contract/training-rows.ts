import { type Matrix, matrixOf } from "../../contract/matrix.ts";
import { type ClassTarget, withoutTarget } from "../../contract/target.ts";
import { type Training, takeTraining } from "../../contract/training.ts";
import { TableError } from "../../error.ts";
import type { Table } from "../../table/table.ts";

/** A number for each row. */
interface LearnedNumbers {
  readonly task: "numbers";
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
}

/** A class for each row, by its number among those that are present. */
interface LearnedClasses {
  readonly task: "classes";
  readonly codes: Int32Array;
  /** The classes that rows have: a fold may lack some. Their numbers among all, ascending. */
  readonly present: readonly number[];
  /** How many classes there are in all. */
  readonly classes: number;
  readonly weights: Float64Array | undefined;
}

export type Learned = LearnedNumbers | LearnedClasses;

export type NumberRows = LearnedNumbers & Matrix;
export type ClassRows = LearnedClasses & Matrix;

/** Training rows as numbers. Rows without weight are left out: they say nothing. */
export const trainingRows = (owner: string, training: Training): NumberRows | ClassRows => {
  const { learned, table } = trainingTable(owner, training);
  return { ...learned, ...matrixOf(owner, table) };
};

/** The same with the columns where they are. */
export const trainingTable = (
  owner: string,
  training: Training,
): { readonly learned: Learned; readonly table: Table } => {
  const { table, target, weights } = weighing(owner, training);
  if (target.task === "anomalies") throw withoutTarget(owner);
  if (target.task === "numbers") return { learned: { task: "numbers", y: target.values, weights }, table };
  const present = presentIn(target);
  const places = new Int32Array(target.classes.length);
  for (const [place, code] of present.entries()) places[code] = place;
  const codes = target.codes.map((code) => places[code]!);
  return { learned: { task: "classes", codes, present, classes: target.classes.length, weights }, table };
};

/** The same rows with classes by their numbers among these, where more of them are known than these rows have. */
export const amongClasses = (learned: Learned, present: readonly number[]): Learned =>
  learned.task === "numbers"
    ? learned
    : { ...learned, present, codes: learned.codes.map((code) => present.indexOf(learned.present[code]!)) };

/** The classes that rows have, ascending. */
const presentIn = ({ codes, classes }: ClassTarget): readonly number[] => {
  const has = new Uint8Array(classes.length);
  for (let row = 0; row < codes.length; row++) has[codes[row]!] = 1;
  return [...has.keys()].filter((code) => has[code]);
};

/** What a model says that learns classes only. */
export const classesOnly = (owner: string): TableError =>
  new TableError("target", `${owner} learns classes: the target holds numbers.`);

/** The rows that have a weight above 0. */
export const weighing = (owner: string, training: Training): Training => {
  const { weights } = training;
  if (!weights?.includes(0)) return training;
  const rows = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  if (rows.length === 0) throw new TableError("data", `${owner} learns from rows that count: the weight of each is 0.`);
  return takeTraining(training, rows);
};

/** +1 where a row has the class, −1 where it has another: for the second of two classes, or for each of more. */
export const signsOf = ({ codes, present }: LearnedClasses): Float64Array[] =>
  (present.length === 2 ? [1] : present.map((_, own) => own)).map((own) =>
    Float64Array.from(codes, (code) => (code === own ? 1 : -1)),
  );

/** What linear functions are fitted to: the numbers, or such signs. */
export const targetsOf = (data: Learned): Float64Array[] => (data.task === "numbers" ? [data.y] : signsOf(data));
