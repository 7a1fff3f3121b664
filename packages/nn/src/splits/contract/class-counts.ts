import { law } from "@kaviar/base/check";
import { ModelError } from "../../error.ts";

/** How many rows of each class, by label. */
export type ClassCounts = Readonly<Record<string, number>>;

export const classCounts = law<ClassCounts>(
  "a record of whole numbers by label",
  (x) =>
    typeof x === "object" && x !== null && Object.values(x).every((count) => Number.isSafeInteger(count) && count >= 0),
);

interface Class {
  readonly label: number | string;
  readonly rows: Int32Array;
  readonly counts: ClassCounts | undefined;
}

/** How many rows of a class are wanted, if it can have so many. */
export const countOf = (
  owner: string,
  { label, rows, counts }: Class,
  otherwise: number,
  canBe: (count: number) => boolean,
): number => {
  const count = counts && Object.hasOwn(counts, label) ? counts[label]! : otherwise;
  if (canBe(count)) return count;
  throw new ModelError("options", `${owner} cannot make ${count} rows of the ${rows.length} of class ${label}.`);
};
