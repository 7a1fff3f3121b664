import { evenly } from "@kaviar/base/numerics";
import type { Split } from "@kaviar/nn";
import type { ClassTarget } from "../../contract/target.ts";
import type { HeldOut } from "../../models/calibrate/method.ts";
import type { Adjustment, Learner } from "./adjustment.ts";

interface Searched {
  readonly target: ClassTarget;
  readonly weights: Float64Array | undefined;
  readonly splits: readonly Split[];
}

/** What was said of rows while they were held out of their folds, for whatever learns from that. */
export interface HeldRows {
  /** All rows that ever were: by time, the first ones never are. */
  of(said: Float64Array): HeldOut;
  /** What a learner makes of them: of very many by some. */
  learn<A extends Adjustment>(said: Float64Array, learner: Learner<A>): A;
  /** What a learner makes of each fold by what was said of the others. */
  crossFitted(said: Float64Array, learner: Learner): Float64Array;
}

/** A curve of some numbers, or a threshold, is no surer by more rows than so many. */
const enough = 10_000;

/** Fewer rows of each fold, for what is asked several times. */
export const someOfEach = (splits: readonly Split[], most: number): readonly Split[] =>
  splits.map(({ training, validation }) => ({
    training,
    validation: evenly(Int32Array.from(validation), Math.ceil(most / splits.length)),
  }));

export const heldRows = ({ target: { classes, codes }, weights, splits }: Searched): HeldRows => {
  const width = classes.length;
  const at = (said: Float64Array, rows: ArrayLike<number>): HeldOut => ({
    probabilities: Float64Array.from(
      { length: rows.length * width },
      (_, i) => said[rows[Math.floor(i / width)]! * width + (i % width)]!,
    ),
    classes: width,
    codes: Int32Array.from(rows, (row) => codes[row]!),
    weights: weights && Float64Array.from(rows, (row) => weights[row]!),
  });
  const all = Int32Array.from(splits.flatMap(({ validation }) => Array.from(validation)));
  return {
    of: (said) => at(said, all),
    learn: (said, learner) => learner(at(said, evenly(all, enough))),
    crossFitted: (said, learner) => {
      const made = new Float64Array(said.length).fill(Number.NaN);
      for (const { validation } of splits) {
        const own = new Set(validation);
        const { apply } = learner(
          at(
            said,
            evenly(
              all.filter((row) => !own.has(row)),
              enough,
            ),
          ),
        );
        const { probabilities } = at(said, validation);
        const adjusted = apply(probabilities);
        for (const [i, row] of validation.entries())
          made.set(adjusted.subarray(i * width, (i + 1) * width), row * width);
      }
      return made;
    },
  };
};
