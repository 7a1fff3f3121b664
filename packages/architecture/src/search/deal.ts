import { inOrder, seededRandom, shuffle } from "@kaviar/base/random";
import { holdout, type Split, stratifiedKFold } from "@kaviar/nn";
import { rowsOfTargets, type Targets } from "../data/targets.ts";

/** Fewer rows than these are all searched: what is held out of so few says nothing. */
const fewRows = 150;

/** Fewer than these are scored on folds: a fifth of them is too few to tell candidates apart. */
const foldedRows = 500;

const folds = 5;
const usualShare = 0.2;

export interface Dealt {
  /** Rows that the search may see, and rows that it may not. */
  readonly searched: Int32Array;
  readonly held: Int32Array;
}

/** Each class is shared out alike; what comes once only is learned from. */
export const dealHoldout = (targets: Targets, share: number | "none" | undefined, seed: number): Dealt => {
  const rows = rowsOfTargets(targets);
  const none = { searched: inOrder(rows), held: new Int32Array(0) };
  if (share === "none" || (share === undefined && rows < fewRows)) return none;
  const { training, validation } = parted(targets, inOrder(rows), typeof share === "number" ? share : usualShare, seed);
  return { searched: training, held: validation };
};

/** What candidates learn from and are scored on: rows of what is searched, by their numbers there. */
export const dealSplits = (targets: Targets, seed: number): readonly Split[] => {
  const rows = rowsOfTargets(targets);
  if (rows >= foldedRows) return [mixed(parted(targets, inOrder(rows), usualShare, seed), seed)];
  const count = Math.min(folds, rows);
  const labels = targets.kind === "classes" ? targets.codes : new Int32Array(rows);
  return stratifiedKFold(labels, { folds: count, seed, rare: "share" }).map((split) => mixed(split, seed));
};

const parted = (targets: Targets, rows: Int32Array, share: number, seed: number): Split => {
  if (targets.kind === "numbers") return holdout(rows.length, share, { seed });
  const counts = new Map<number, number>();
  for (const code of targets.codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const isLone = (row: number): boolean => counts.get(targets.codes[row]!) === 1;
  const several = rows.filter((row) => !isLone(row));
  const lone = rows.filter(isLone);
  if (several.length < 2) return { training: rows, validation: new Int32Array(0) };
  const split = holdout(several.length, share, { seed, stratify: several.map((row) => targets.codes[row]!) });
  return {
    training: Int32Array.from([...split.training.map((i) => several[i]!), ...lone]),
    validation: split.validation.map((i) => several[i]!),
  };
};

/** In random order, so that the first of them are a sample. */
const mixed = ({ training, validation }: Split, seed: number): Split => ({
  training: shuffle(training.slice(), seededRandom(seed, 17)),
  validation,
});
