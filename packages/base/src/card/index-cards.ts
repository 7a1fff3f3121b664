import { type Card, cardOf } from "./card.ts";

/** A card and where in the API its concept lives. */
export interface IndexedCard<Kind extends string = string> extends Card {
  readonly kind: Kind;
  /** As it is imported: "leakyRelu"; of what is no export, such as a finding, its code. */
  readonly export: string;
}

/**
 * The cards among the exports of some folders, by kind in the order given, then by name of export.
 *
 * ```ts
 * indexCards({ sampler: samplers, pruner: pruners }).find((card) => card.export === "tpe")?.pitfall;
 * ```
 */
export const indexCards = <Kind extends string>(
  folders: Readonly<Record<Kind, Readonly<Record<string, unknown>>>>,
): IndexedCard<Kind>[] =>
  (Object.keys(folders) as Kind[]).flatMap((kind) =>
    Object.entries(folders[kind])
      .map(([name, value]) => ({ name, about: cardOf(value) }))
      .filter((entry): entry is { name: string; about: Card } => entry.about !== undefined)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, about }) => ({ kind, export: name, ...about })),
  );
