import { either, flag, listOf, record, text, whole } from "@kaviar/base/check";
import type { Split } from "@kaviar/nn";

/** How rows are dealt to folds. */
export interface FoldOptions {
  /** How many folds, or the folds themselves; 5 unless said. */
  readonly folds?: number | readonly Split[] | undefined;
  /** How often rows are dealt anew; 1 unless said. */
  readonly repeats?: number | undefined;
  /** Whether each fold has its share of each class; true unless said. */
  readonly stratify?: boolean | undefined;
  /** A column: each fold is predicted from what came before it. It stays a feature. */
  readonly time?: string | undefined;
}

/** The laws of these options, for all functions that deal rows to folds. */
export const foldLaws = {
  /** How many folds, or the folds themselves; 5 unless said. */
  folds: either(whole(2), listOf(record<Split>("a split", "training", "validation"))).default(5),
  /** How often rows are dealt anew; 1 unless said. */
  repeats: whole(1).default(1),
  /** Whether each fold has its share of each class; true unless said. */
  stratify: flag.default(true),
  /** A column: each fold is predicted from what came before it. It stays a feature. */
  time: text.optional(),
};
