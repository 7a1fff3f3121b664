import { r2 } from "@kaviar/nn";
import { type Target, withoutTarget } from "../../contract/target.ts";
import { TableError } from "../../error.ts";

/** What members say of the rows that they did not see: accuracy for classes, R² for numbers. */
export interface OutOfBag {
  readonly metric: "accuracy" | "R²";
  /** Not there where no row was left out by any member, or where the target of those rows is always the same number. */
  readonly score: number | undefined;
  /** Rows that some member did not see, of all. */
  readonly rows: number;
  readonly of: number;
}

interface Tally {
  /** What a member says of some rows: numbers, or probabilities row after row. */
  add(rows: Int32Array, says: Float64Array): void;
  score(): OutOfBag;
}

/**
 * Adds up for each row what is said by the members that did not see it, and scores the means. A row that all have seen is
 * left out; weights, by which rows were drawn, do not count again. (Breiman 2001, section 3.1)
 */
export const tallyOutOfBag = (owner: string, target: Target): Tally => {
  if (target.task === "anomalies") throw withoutTarget(owner);
  const of = target.task === "classes" ? target.codes.length : target.values.length;
  const width = target.task === "classes" ? target.classes.length : 1;
  const sums = new Float64Array(of * width);
  const counts = new Int32Array(of);
  return {
    add: (rows, says) => {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!;
        counts[row]! += 1;
        for (let k = 0; k < width; k++) sums[row * width + k]! += says[i * width + k]!;
      }
    },
    score: () => {
      const rows = Int32Array.from(counts.keys()).filter((row) => counts[row]! > 0);
      const metric = target.task === "classes" ? "accuracy" : "R²";
      if (rows.length === 0) return { metric, score: undefined, rows: 0, of };
      if (target.task === "classes") {
        const right = rows.filter((row) => isHighest(sums, row * width, width, target.codes[row]!)).length;
        return { metric, score: right / rows.length, rows: rows.length, of };
      }
      const means = Float64Array.from(rows, (row) => sums[row]! / counts[row]!);
      const score = r2(
        means,
        Float64Array.from(rows, (row) => target.values[row]!),
      );
      return { metric, score: Number.isNaN(score) ? undefined : score, rows: rows.length, of };
    },
  };
};

/** Whether a class has the highest of some sums; of equal ones it is the first. */
const isHighest = (sums: Float64Array, at: number, width: number, own: number): boolean => {
  for (let k = 0; k < width; k++) {
    if (k < own ? sums[at + k]! >= sums[at + own]! : sums[at + k]! > sums[at + own]!) return false;
  }
  return true;
};

/** The rows that were not drawn. */
export const unseenRows = (drawn: Int32Array, rows: number): Int32Array => {
  const seen = new Uint8Array(rows);
  for (const row of drawn) seen[row] = 1;
  return Int32Array.from(seen.keys()).filter((row) => seen[row] === 0);
};

/** Without a bootstrap nothing is left out by chance. */
export const checkOutOfBag = (owner: string, given: { readonly oobScore: boolean; readonly bootstrap: boolean }) => {
  if (!given.oobScore || given.bootstrap) return;
  throw new TableError(
    "options",
    `\`oobScore\` of ${owner} is of rows that are left out as others are drawn with replacement: got bootstrap = false.`,
    { remedy: "Say { bootstrap: true }, or take crossValidate for a score." },
  );
};

export const notesOfOutOfBag = (owner: string, found: OutOfBag | undefined): readonly string[] => {
  if (!found) return [];
  const { metric, score, rows, of } = found;
  if (rows === 0) return [`${owner} has no out-of-bag score: none of its ${of} rows was left out of any bag.`];
  if (score === undefined) return [`${owner} has no out-of-bag R²: the target of its rows is always the same.`];
  const seen = rows < of ? `; ${of - rows} were in every bag and do not count` : "";
  return [`The out-of-bag ${metric} of ${owner} is ${score.toFixed(4)}, over ${rows} of ${of} rows${seen}.`];
};
