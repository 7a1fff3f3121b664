import { type CardKind, cards } from "./cards.ts";

/** A line of a table that compares the concepts of a kind. */
export interface ComparisonRow {
  readonly export: string;
  readonly name: string;
  readonly formula: string;
  /** "" where it says nothing. */
  readonly range: string;
  readonly use: string;
  readonly pitfall: string;
  readonly reference: string;
}

/**
 * All concepts of a kind side by side.
 *
 * ```ts
 * console.table(comparison("activation"));
 * ```
 */
export const comparison = (kind: CardKind): ComparisonRow[] =>
  cards()
    .filter((card) => card.kind === kind)
    .map(({ export: name, name: title, formula, range = "", use, pitfall, reference }) => ({
      export: name,
      name: title,
      formula,
      range,
      use,
      pitfall,
      reference,
    }));
