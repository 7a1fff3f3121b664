import type { Choice, Domain, Tag } from "./dimension.ts";

declare const value: unique symbol;

/** A node of a space whose value, when drawn, has the type V. Plain data. */
export interface Parameter<V> {
  readonly [value]?: V;
  readonly parameter: Node;
}

/** What a parameter is made of. */
type Node =
  | { readonly kind: "domain"; readonly domain: Domain; readonly tag?: Tag }
  | { readonly kind: "branches"; readonly branches: Readonly<Record<string, Space>>; readonly tag?: Tag }
  | { readonly kind: "array"; readonly item: SpaceItem; readonly min: number; readonly max: number }
  | { readonly kind: "permutation"; readonly items: readonly Choice[] };

/** A parameter, a nested space, or a constant that is handed on as it is. */
export type SpaceItem = Parameter<unknown> | Space | Choice;

/** Names of parameters; nested records become nested records of values. */
export interface Space {
  readonly [name: string]: SpaceItem;
}

/** The values an objective gets for a space: numbers for numbers, `{ kind, … }` for branches. */
export type ValuesOf<S> =
  S extends Parameter<infer V> ? V : S extends Choice ? S : { -readonly [K in keyof S]: ValuesOf<S[K]> };

export const isParameter = (item: SpaceItem): item is Parameter<unknown> =>
  typeof item === "object" && item !== null && "parameter" in item;
