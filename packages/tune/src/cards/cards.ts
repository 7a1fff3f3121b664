import { type IndexedCard as IndexedCardOf, indexCards } from "@kaviar/base/card";
import { diverging } from "../babysit/diverging.ts";
import { plateau } from "../babysit/plateau.ts";
import * as pruners from "../pruners/index.ts";
import * as samplers from "../samplers/index.ts";
import * as space from "../space/index.ts";

/** The exports of each catalogue, by the kind of concept that it holds. */
export const catalogues = {
  sampler: samplers,
  pruner: { ...pruners, diverging, plateau },
  scale: space,
} as const satisfies Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The kinds of concept that have cards. */
export type CardKind = keyof typeof catalogues;

/** A card and where in the API its concept lives. */
export type IndexedCard = IndexedCardOf<CardKind>;

/**
 * All cards, by kind and then by name of export.
 *
 * ```ts
 * cards().find((card) => card.export === "tpe")?.pitfall;
 * ```
 * Asking for all of them brings all samplers and pruners into a bundle.
 */
export const cards = (): IndexedCard[] => indexCards<CardKind>(catalogues);
