import { type IndexedCard as IndexedCardOf, indexCards } from "@kaviar/base/card";
import * as activations from "../activations/index.ts";
import * as augmentation from "../augmentation/index.ts";
import type { DynamicCode, StaticCode } from "../doctor/contract/finding.ts";
import { mistakes } from "../doctor/lint/mistakes/index.ts";
import { remedies } from "../doctor/remedies/remedies.ts";
import { rules } from "../doctor/rules/index.ts";
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

/** What the doctor may find, before the first step and while a run goes on; a code that is both is the same concept. */
export const findings: { readonly [Code in StaticCode | DynamicCode]: Found } = { ...mistakes, ...rules };

type Found = Pick<(typeof rules)[DynamicCode], "about" | "remedies">;

/** The kinds of concept that have cards. */
export type CardKind = keyof typeof catalogues | "finding";

/** A card and where in the API its concept lives: a finding has no export, but its code. */
export interface IndexedCard extends IndexedCardOf<CardKind> {
  /** What helps against a finding, what helps most often first. */
  readonly remedies?: readonly string[];
}

/**
 * All cards, by kind and then by name of export or code of finding.
 *
 * ```ts
 * cards().find((card) => card.export === "relu")?.pitfall;
 * cards().find((card) => card.export === "vanishing-gradient")?.remedies;
 * ```
 * Asking for all of them brings all concepts into a bundle.
 */
export const cards = (): IndexedCard[] => [
  ...indexCards(catalogues),
  ...indexCards({ finding: findings }).map((card) => ({
    ...card,
    remedies: findings[card.export as keyof typeof findings].remedies.map((name) => remedies[name]),
  })),
];
