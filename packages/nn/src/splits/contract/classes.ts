import { ModelError } from "../../error.ts";

/** What rows are told apart by: class numbers, names, group numbers. */
export type Labels = ArrayLike<number> | ArrayLike<string>;

/** The rows of each label, labels in rising order. */
export const rowsByLabel = (labels: Labels): Map<number | string, Int32Array> => {
  const lists = new Map<number | string, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (typeof label !== "string" && !Number.isFinite(label)) {
      throw new ModelError("labels", `Labels must be numbers or texts: got ${label} at row ${row}.`);
    }
    const list = lists.get(label);
    if (list) list.push(row);
    else lists.set(label, [row]);
  }
  const sorted = [...lists].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([label, rows]) => [label, Int32Array.from(rows)]));
};

export const checkLength = (owner: string, what: string, labels: Labels, n: number): void => {
  if (labels.length === n) return;
  throw new ModelError("data", `${owner} needs \`${what}\` for each of ${n} rows: got ${labels.length}.`);
};
