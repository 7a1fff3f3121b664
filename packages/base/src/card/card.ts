/**
 * What there is to know of one concept. The docs, `kaviar explain` and the lab are made of cards, and a test fails where
 * one is missing.
 */
export interface Card {
  /** As the field writes it: "Leaky ReLU". */
  readonly name: string;
  readonly formula: string;
  /** The values it takes, where that says something: "(0, 1)". */
  readonly range?: string;
  /** When to use it. */
  readonly use: string;
  /** What goes wrong. */
  readonly pitfall: string;
  /** Where it comes from: "Maas et al. 2013". */
  readonly reference: string;
  /** Names, as exported, of what to compare it with. */
  readonly seeAlso?: readonly string[];
}

/** A function and what there is to know of it, as one value: `withCard(f, { about: { … } })`. */
export const withCard = <F extends (...args: never[]) => unknown, Extra extends object>(
  f: F,
  extra: Extra,
): F & Extra => Object.assign(f, extra);

/** What a value says about itself. */
export const cardOf = (value: unknown): Card | undefined =>
  typeof value === "function" || (typeof value === "object" && value !== null)
    ? (value as { readonly about?: Card }).about
    : undefined;
