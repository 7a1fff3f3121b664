import * as activations from "../activations/index.ts";
import * as augmentation from "../augmentation/index.ts";
import * as initializers from "../initializers/index.ts";
import * as layers from "../layers/index.ts";
import * as losses from "../losses/index.ts";
import * as metrics from "../metrics/index.ts";
import * as optimizers from "../optimizers/index.ts";
import * as regularizers from "../regularizers/index.ts";
import * as schedules from "../schedules/index.ts";
import type { Card } from "./card.ts";

/** The kinds of concept that have cards. */
export type CardKind =
  | "activation"
  | "augmentation"
  | "initializer"
  | "layer"
  | "loss"
  | "metric"
  | "optimizer"
  | "regularizer"
  | "schedule";

/** A card and where in the API its concept lives. */
export interface IndexedCard extends Card {
  readonly kind: CardKind;
  /** As it is imported: "leakyRelu". */
  readonly export: string;
}

const folders: { readonly [Kind in CardKind]: Readonly<Record<string, unknown>> } = {
  activation: activations,
  augmentation,
  initializer: initializers,
  layer: layers,
  loss: losses,
  metric: metrics,
  optimizer: optimizers,
  regularizer: regularizers,
  schedule: schedules,
};

/** What a value says about itself. */
export const cardOf = (value: unknown): Card | undefined =>
  typeof value === "function" || (typeof value === "object" && value !== null)
    ? (value as { readonly about?: Card }).about
    : undefined;

/**
 * All cards, by kind and then by name of export.
 *
 * ```ts
 * cards().find((card) => card.export === "relu")?.pitfall;
 * ```
 * Asking for all of them brings all concepts into a bundle.
 */
export const cards = (): IndexedCard[] =>
  (Object.keys(folders) as CardKind[]).flatMap((kind) =>
    Object.entries(folders[kind])
      .map(([name, value]) => ({ name, about: cardOf(value) }))
      .filter((entry): entry is { name: string; about: Card } => entry.about !== undefined)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, about }) => ({ kind, export: name, ...about })),
  );
