import { after, type Code, call } from "@kaviar/base/code";
import type { Member } from "../../fitting/member.ts";
import type { Part } from "../../pipeline/pipeline.ts";
import type { ColumnSchema } from "../../table/table.ts";

/** What surrounds a piece of the script while it is written. */
export interface Python {
  readonly task: "classes" | "numbers";
  readonly seed: number;
  /** The columns of the table that are still there as they were, or with other values. */
  readonly columns: readonly ColumnSchema[];
  /** Imports a name, and gives it. */
  name(module: string, name: string): string;
  /** Notes what has no word in scikit-learn and makes little difference. */
  leftOut(what: string): void;
  /** Notes that something asks which of two classes is meant. */
  aboutPositive(): void;
  /** A step, a model, or a chain of them. */
  part(part: Part | Member): Code;
  /** The same further on, where other columns are left. */
  at(columns: readonly ColumnSchema[]): Python;
}

export type Value = number | string | boolean | null | readonly Value[];

/** A value as Python writes it. */
export const literal = (value: Value): string => {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number")
    return Number.isFinite(value)
      ? String(value)
      : `float("${String(value).replace("Infinity", "inf").toLowerCase()}")`;
  return `[${value.map(literal).join(", ")}]`;
};

/** `name=value`; nothing where it is not said, or what scikit-learn takes for granted. */
export const keyword = (name: string, value: Value | undefined, usual?: Value): readonly Code[] =>
  value === undefined || value === usual ? [] : [`${name}=${literal(value)}`];

/** `name=code` */
export const given = (name: string, code: Code): readonly Code[] => [after(`${name}=`, code)];

/** A call of something that is imported. */
export const make = (py: Python, module: string, name: string, ...items: readonly (readonly Code[])[]): Code =>
  call(py.name(module, name), ...items.flat());

/** A call of a class that has a twin for each task: `RidgeClassifier`, `Ridge`. */
export const byTask = (
  py: Python,
  module: string,
  classes: string,
  numbers: string,
  ...items: readonly (readonly Code[])[]
) => make(py, module, py.task === "classes" ? classes : numbers, ...items);

/** `seed` where something is drawn. */
export const seeded = ({ seed }: Python): readonly Code[] => [`random_state=${seed}`];

/** Whole numbers with few values would be taken for classes. */
export const targetEncoder = (py: Python, ...items: readonly (readonly Code[])[]): Code =>
  make(
    py,
    "sklearn.preprocessing",
    "TargetEncoder",
    py.task === "numbers" ? ['target_type="continuous"'] : [],
    ...items,
    seeded(py),
  );
