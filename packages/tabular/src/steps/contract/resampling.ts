import { law } from "@kaviar/base/check";
import { plural } from "@kaviar/base/text";
import type { StepDefinition } from "../../contract/step.ts";
import type { ClassTarget } from "../../contract/target.ts";
import type { Training } from "../../contract/training.ts";
import { TableError } from "../../error.ts";

/** How many rows classes are to have: a share of the largest (or smallest) class, or numbers of rows by class. */
export type SamplingStrategy = number | Readonly<Record<string, number>>;

export const samplingStrategy = law<SamplingStrategy>(
  "greater than 0 and at most 1, or a record of whole numbers by class",
  (x) =>
    typeof x === "number"
      ? x > 0 && x <= 1
      : typeof x === "object" && x !== null && Object.values(x).every((n) => Number.isSafeInteger(n) && n >= 0),
);

/** The classes of training rows, for whoever evens them out. */
export const classesOf = (owner: string, { target }: Training): ClassTarget => {
  if (target.task === "classes") return target;
  throw new TableError("target", `${owner} evens out classes: the target has none.`, {
    remedy: "Leave it out of the pipeline.",
  });
};

/** The number of rows of each class, by its code. */
const rowsOfClasses = ({ classes, codes }: ClassTarget): Int32Array => {
  const counts = new Int32Array(classes.length);
  for (const code of codes) counts[code]!++;
  return counts;
};

const named = (
  owner: string,
  strategy: Readonly<Record<string, number>>,
  target: ClassTarget,
  canBe: (count: number, rows: number) => boolean,
): Int32Array => {
  const counts = rowsOfClasses(target);
  const names = target.classes.map(String);
  for (const [name, count] of Object.entries(strategy)) {
    const code = names.indexOf(name);
    if (code < 0) {
      throw new TableError("options", `\`strategy\` of ${owner} names classes of the target: ${name} is none.`, {
        remedy: `They are ${names.slice(0, 10).join(", ")}.`,
      });
    }
    if (!canBe(count, counts[code]!)) {
      throw new TableError("options", `${owner} cannot make ${count} rows of the ${counts[code]} of class ${name}.`);
    }
    counts[code] = count;
  }
  return counts;
};

/** Rows of each class when rare ones are filled up. */
export const countsAbove = (owner: string, strategy: SamplingStrategy, target: ClassTarget): Int32Array => {
  if (typeof strategy === "object") return named(owner, strategy, target, (count, rows) => count >= rows && rows > 0);
  const counts = rowsOfClasses(target);
  const least = Math.trunc(strategy * Math.max(...counts));
  return counts.map((count) => (count === 0 ? 0 : Math.max(count, least)));
};

/** Rows of each class when frequent ones are thinned out. */
export const countsBelow = (owner: string, strategy: SamplingStrategy, target: ClassTarget): Int32Array => {
  if (typeof strategy === "object") return named(owner, strategy, target, (count, rows) => count <= rows);
  const counts = rowsOfClasses(target);
  const most = Math.trunc(Math.min(...counts.filter((count) => count > 0)) / strategy);
  return counts.map((count) => Math.min(count, most));
};

/** How many rows there were, and how many went on. */
export interface Resampled {
  readonly before: number;
  readonly after: number;
}

export const resampled = (before: Training, after: Training): { state: Resampled; training: Training } => ({
  state: { before: before.table.rows, after: after.table.rows },
  training: after,
});

/** Steps that act while fitting alone: rows to predict for stay as they are. */
export const onlyWhileFitting = (
  owner: string,
): Pick<StepDefinition<unknown, Resampled>, "fit" | "apply" | "onnx" | "notes"> => ({
  fit: ({ table: { rows } }) => ({ before: rows, after: rows }),
  apply: (_, table) => table,
  onnx: (_, wires) => wires,
  notes: ({ before, after }) => {
    if (before === after) return [];
    const changed = Math.abs(after - before);
    return [`${owner} ${after < before ? "left out" : "added"} ${plural(changed, "row")}: ${before} became ${after}.`];
  },
});
