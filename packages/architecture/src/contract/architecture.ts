import type { LayerLike } from "@kaviar/nn";
import type { Space, SpaceItem } from "@kaviar/tune";
import type { Kind } from "./facts.ts";
import type { Family, Prepared } from "./family.ts";
import type { TrainingSpace } from "./training-space.ts";

/** A family of whatever space, of rows of whatever kind. */
export type AnyFamily = Pick<Family<never>, "about" | "training"> & {
  readonly grows?: { readonly [parameter: string]: ((before: number) => number) | undefined };
  readonly space: (facts: never) => Space;
  readonly recipes: (facts: never) => readonly object[];
  readonly network: (values: never, facts: never, prepared: Prepared) => LayerLike;
  readonly prepare?: (values: never, facts: never, rows: never) => Preparing;
};

interface Preparing {
  readonly encode: (rows: never) => unknown;
  readonly json: unknown;
  readonly prepared: Prepared;
}

/** A training of whatever space. */
export interface AnyTraining {
  readonly space: (facts: never) => Space;
  readonly recipes: (facts: never) => readonly object[];
  readonly before: TrainingSpace<never, never>["before"];
  readonly views?: NonNullable<TrainingSpace<never, never>["views"]>;
}

/** Parts of a space in other bounds, or as constants, by the names of their parameters. */
export interface Narrowed {
  readonly [parameter: string]: SpaceItem;
}

/** Where a search looks for a network: families, and how they are trained. */
export interface Architecture {
  readonly kind: Kind;
  readonly families: { readonly [name: string]: AnyFamily };
  readonly training: AnyTraining;
  /** By family: parameters of its networks in place of those that the family has. */
  readonly narrowed: { readonly [family: string]: Narrowed };
  /** The same for the training of all. */
  readonly narrowedTraining: Narrowed;
}
