import { shown } from "@kaviar/base/error";
import { plural } from "@kaviar/base/text";
import { ArchitectureError } from "../error.ts";

/** A class for each row, by its number among the classes. */
interface ClassTargets {
  readonly kind: "classes";
  readonly classes: readonly string[];
  readonly codes: Int32Array;
}

interface NumberTargets {
  readonly kind: "numbers";
  readonly values: Float32Array;
}

export type Targets = ClassTargets | NumberTargets;

/** What to learn of each row: texts and truths are classes; so are whole numbers, where few of them come often. */
export type GivenTargets =
  | readonly (string | number | boolean)[]
  | Int32Array
  | Float32Array
  | Float64Array
  | Uint8Array;

/** Whole numbers are classes where there are at most so many of them, each for so many rows in the mean. */
const usual = { classes: 100, rows: 5 };

/** Targets as classes or as numbers: as said, or as they look. */
export const readTargets = (given: GivenTargets, said?: "classes" | "numbers"): Targets => {
  const all = Array.from(given as ArrayLike<string | number | boolean>);
  const odd = all.findIndex((each) => !["string", "boolean"].includes(typeof each) && !Number.isFinite(each));
  if (odd >= 0)
    throw new ArchitectureError(
      "data",
      `Each row has a target, a class or a number: y[${odd}] is ${shown(all[odd])}.`,
      {
        remedy: "Leave rows without a target out.",
      },
    );
  const numbers = all.every((each) => typeof each === "number") ? (all as readonly number[]) : undefined;
  if (said === "numbers" && !numbers)
    throw new ArchitectureError("data", `Targets that are numbers are given as such: y[0] is ${shown(all[0])}.`);
  if (numbers && (said === "numbers" || (said === undefined && !areClasses(numbers))))
    return { kind: "numbers", values: Float32Array.from(numbers) };
  const distinct = [...new Set(all)];
  const classes = (numbers ? (distinct as number[]).sort((a, b) => a - b) : distinct.map(String).sort()).map(String);
  if (classes.length < 2)
    throw new ArchitectureError(
      "data",
      `A network learns to tell classes apart: of ${plural(all.length, "row")} there is one class, ${JSON.stringify(classes[0])}.`,
      { remedy: "Give it rows of another class too." },
    );
  const codeOf = new Map(classes.map((name, code) => [name, code]));
  return { kind: "classes", classes, codes: Int32Array.from(all, (each) => codeOf.get(String(each))!) };
};

const areClasses = (numbers: readonly number[]): boolean => {
  if (!numbers.every(Number.isInteger)) return false;
  const distinct = new Set(numbers).size;
  return distinct <= usual.classes && distinct * usual.rows <= Math.max(numbers.length, 2 * usual.rows);
};

export const takeTargets = (targets: Targets, rows: ArrayLike<number>): Targets =>
  targets.kind === "classes"
    ? { ...targets, codes: Int32Array.from(rows, (row) => targets.codes[row]!) }
    : { ...targets, values: Float32Array.from(rows, (row) => targets.values[row]!) };

export const rowsOfTargets = (targets: Targets): number =>
  targets.kind === "classes" ? targets.codes.length : targets.values.length;

/** What a network says of a row: a score for each class, or one number. */
export const outputsOf = (targets: Targets): number => (targets.kind === "classes" ? targets.classes.length : 1);
