import { type Split, timeSeriesSplit } from "@kaviar/nn";
import type { Training } from "../contract/training.ts";
import { TableError } from "../error.ts";
import { foldsOf } from "../fitting/out-of-fold.ts";

interface Dealt {
  readonly folds: number | readonly Split[];
  readonly repeats: number;
  readonly stratify: boolean;
  readonly seed: number;
  /** The moment of each row, where folds go by time. */
  readonly times: Float64Array | undefined;
}

/** The folds of training rows: by time, by group, by class, or as they were given. */
export const dealFolds = (
  owner: string,
  training: Training,
  { folds, repeats, stratify, seed, times }: Dealt,
): readonly Split[] => {
  if (typeof folds !== "number") return checked(owner, folds, training.table.rows);
  if (times) return byTime(times, folds);
  const dealt = stratify ? training : { ...training, target: { task: "anomalies" } as const };
  return Array.from({ length: repeats }, (_, i) => foldsOf(owner, dealt, folds, seed + i)).flat();
};

/** Rows in order of time; moments that several rows share may be on both sides of a cut. */
const byTime = (times: Float64Array, folds: number): readonly Split[] => {
  const order = Array.from(times.keys()).sort((a, b) => times[a]! - times[b]! || a - b);
  const rows = (places: Int32Array) => places.map((place) => order[place]!).sort();
  return timeSeriesSplit(order.length, { folds }).map(({ training, validation }) => ({
    training: rows(training),
    validation: rows(validation),
  }));
};

const checked = (owner: string, folds: readonly Split[], rows: number): readonly Split[] => {
  if (folds.length === 0) throw new TableError("options", `${owner} scores on one fold at least: got none.`);
  for (const [fold, { training, validation }] of folds.entries()) {
    if (training.length === 0 || validation.length === 0) {
      throw new TableError(
        "options",
        `A fold has rows to learn from and others to score on: fold ${fold} has ${training.length} and ${validation.length}.`,
      );
    }
    const shared = new Set(training);
    for (const row of [...training, ...validation]) {
      if (Number.isSafeInteger(row) && row >= 0 && row < rows) continue;
      throw new TableError("options", `${owner} has ${rows} rows: fold ${fold} names row ${row}.`);
    }
    const twice = validation.find((row) => shared.has(row));
    if (twice === undefined) continue;
    throw new TableError(
      "options",
      `A row that is learned from is not scored: row ${twice} is on both sides of fold ${fold}.`,
    );
  }
  return folds;
};
