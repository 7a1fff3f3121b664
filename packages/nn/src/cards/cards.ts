import { type IndexedCard as IndexedCardOf, indexCards } from "@kaviar/base/card";
import * as activations from "../activations/index.ts";
import * as augmentation from "../augmentation/index.ts";
import * as initializers from "../initializers/index.ts";
import * as layers from "../layers/index.ts";
import * as losses from "../losses/index.ts";
import * as metrics from "../metrics/index.ts";
import * as optimizers from "../optimizers/index.ts";
import * as regularizers from "../regularizers/index.ts";
import * as schedules from "../schedules/index.ts";
import * as splits from "../splits/index.ts";

/** The exports of each catalogue, by the kind of concept that it holds. */
export const catalogues = {
  activation: activations,
  augmentation,
  initializer: initializers,
  layer: layers,
  loss: losses,
  metric: metrics,
  optimizer: optimizers,
  regularizer: regularizers,
  schedule: schedules,
  split: splits,
} as const satisfies Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The kinds of concept that have cards. */
export type CardKind = keyof typeof catalogues;

/** A card and where in the API its concept lives. */
export type IndexedCard = IndexedCardOf<CardKind>;

/**
 * All cards, by kind and then by name of export.
 *
 * ```ts
 * cards().find((card) => card.export === "relu")?.pitfall;
 * ```
 * Asking for all of them brings all concepts into a bundle.
 */
export const cards = (): IndexedCard[] => indexCards<CardKind>(catalogues);
