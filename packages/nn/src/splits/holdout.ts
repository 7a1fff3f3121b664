import { withCard } from "@kaviar/base/card";
import { anything, law, type OptionsOf, whole } from "@kaviar/base/check";
import { inOrder, seededRandom, shuffle, shuffled } from "@kaviar/base/random";
import { ModelError } from "../error.ts";
import { argument, options } from "../options.ts";
import { checkLength, type Labels, rowsByLabel } from "./contract/classes.ts";
import { rowCountOf } from "./contract/row-count.ts";
import { type Split, splitBy } from "./contract/split.ts";

const checkRows = rowCountOf("holdout");
const checkShare = argument(
  "holdout",
  "share",
  law<number>("a share of the rows between 0 and 1", (x) => typeof x === "number" && x > 0 && x < 1),
);

const read = options("holdout", {
  /** Another one draws other rows. */
  seed: whole().default(0),
  /** Class of each row: each class is shared out alike. */
  stratify: anything<Labels>().optional(),
  /** Group of each row (a patient, a speaker): a group is on one side as a whole. */
  groups: anything<Labels>().optional(),
});

export type HoldoutOptions = OptionsOf<typeof read>;

/** Whole numbers near `exact` that add up to `total`: the largest remainders are rounded up. (Hamilton 1792) */
const apportion = (exact: readonly number[], total: number): number[] => {
  const counts = exact.map(Math.floor);
  const left = total - counts.reduce((sum, n) => sum + n, 0);
  const byRemainder = exact
    .map((x, i) => ({ i, rest: x - Math.floor(x) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) counts[i]!++;
  return counts;
};

const heldOfClasses = (n: number, share: number, stratify: Labels, seed: number): Uint8Array => {
  const classes = [...rowsByLabel(stratify)];
  const single = classes.find(([, rows]) => rows.length < 2);
  if (single) {
    throw new ModelError(
      "labels",
      `holdout needs two rows of each class to share them out: class ${single[0]} has ${single[1].length}.`,
      { remedy: "Leave the class out, or do not stratify." },
    );
  }
  const exact = classes.map(([, rows]) => rows.length * share);
  const counts = apportion(exact, Math.round(n * share));
  const held = new Uint8Array(n);
  classes.forEach(([, rows], c) => {
    for (const row of shuffle(rows, seededRandom(seed, c + 1)).subarray(0, counts[c])) held[row] = 1;
  });
  return held;
};

/** Groups in random order, as long as each brings the number of held rows nearer to what was asked. */
const heldOfGroups = (n: number, share: number, groups: Labels, seed: number): Uint8Array => {
  const lists = [...rowsByLabel(groups).values()];
  if (lists.length < 2) {
    throw new ModelError("data", `holdout needs at least two groups to keep one apart: got ${lists.length}.`);
  }
  const held = new Uint8Array(n);
  const wanted = n * share;
  let count = 0;
  let kept = lists.length;
  for (const i of shuffled(lists.length, seed)) {
    const { length } = lists[i]!;
    const nearer = Math.abs(count + length - wanted) < Math.abs(count - wanted);
    if ((!nearer && count > 0) || kept === 1) continue;
    for (const row of lists[i]!) held[row] = 1;
    count += length;
    kept--;
  }
  return held;
};

/**
 * A share of the rows kept for validation, drawn at random.
 *
 * ```ts
 * const { training, validation } = holdout(150, 0.2, { seed: 7, stratify: labels });
 * ```
 * Stratified, each class is within one row of its share. With groups the share is met as nearly as whole groups allow.
 */
export const holdout = withCard(
  (n: number, share: number, given: HoldoutOptions = {}): Split => {
    const { seed, stratify, groups } = read(given);
    checkRows(n);
    checkShare(share);
    if (stratify && groups) {
      throw new ModelError("options", "holdout needs `stratify` or `groups`, not both.", {
        remedy: "stratifiedGroupKFold has both.",
      });
    }
    const count = Math.round(n * share);
    if (!(count >= 1 && count < n)) {
      throw new ModelError("data", `holdout needs rows on both sides: a share of ${share} of ${n} rows is ${count}.`, {
        remedy: "Give more rows, or a share nearer to a half.",
      });
    }
    if (stratify) {
      checkLength("holdout", "stratify", stratify, n);
      const held = heldOfClasses(n, share, stratify, seed);
      return splitBy(n, (row) => held[row] === 1);
    }
    if (groups) {
      checkLength("holdout", "groups", groups, n);
      const held = heldOfGroups(n, share, groups, seed);
      return splitBy(n, (row) => held[row] === 1);
    }
    const held = new Uint8Array(n);
    for (const row of shuffle(inOrder(n), seededRandom(seed)).subarray(0, count)) held[row] = 1;
    return splitBy(n, (row) => held[row] === 1);
  },
  {
    about: {
      name: "Holdout",
      formula: "round(share · n) rows drawn at random for validation, the others for training",
      use: "many rows, or a model too slow to train several times",
      pitfall: "with few rows the value depends on the draw: cross-validate",
      reference: "Devroye & Wagner 1979",
      seeAlso: ["kFold", "timeSeriesSplit"],
    },
  },
);
