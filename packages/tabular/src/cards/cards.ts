import { type IndexedCard as IndexedCardOf, indexCards } from "@kaviar/base/card";
import * as ensembles from "../ensembles/index.ts";
import * as evaluation from "../evaluation/index.ts";
import * as explanation from "../explanation/index.ts";
import * as models from "../models/index.ts";
import * as steps from "../steps/index.ts";

/** The exports of each catalogue, by the kind of concept that it holds. */
export const catalogues = {
  step: steps,
  model: models,
  ensemble: ensembles,
  evaluation: { ...evaluation, ...explanation },
} as const satisfies Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The kinds of concept that have cards. */
export type CardKind = keyof typeof catalogues;

/** A card and where in the API its concept lives. */
export type IndexedCard = IndexedCardOf<CardKind>;

/**
 * All cards, by kind and then by name of export.
 *
 * ```ts
 * cards().find((card) => card.export === "ridge")?.pitfall;
 * ```
 * Asking for all of them brings all steps and models into a bundle.
 */
export const cards = (): IndexedCard[] => indexCards<CardKind>(catalogues);
