import { seededRandom } from "../random/index.ts";

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** Rows that are scored in all, and how often rows are drawn anew. */
const work = 2e6;
const [fewest, most] = [40, 400];
/** Of more rows a score is sure by itself. */
const mostRows = work / fewest;

/**
 * Where a score on other rows of the same kind would be, 19 times out of 20: rows are drawn anew, with replacement.
 * (Efron 1979) Undefined where there are too few rows, or so many that it would take long to say little.
 */
export const bootstrap = (rows: number, scoreOf: (drawn: Int32Array) => number, seed: number): Ends | undefined => {
  if (rows < 20 || rows > mostRows) return undefined;
  const random = seededRandom(seed, 0xb007);
  const times = Math.round(Math.min(most, work / rows));
  const scores = Array.from({ length: times }, () =>
    scoreOf(Int32Array.from({ length: rows }, () => Math.floor(random() * rows))),
  )
    .filter((score) => !Number.isNaN(score))
    .sort((a, b) => a - b);
  if (scores.length < fewest / 2) return undefined;
  const at = (share: number): number => scores[Math.round(share * (scores.length - 1))]!;
  return { low: at(0.025), high: at(0.975) };
};
