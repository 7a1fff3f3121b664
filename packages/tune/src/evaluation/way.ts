import type { Domain, Value } from "../space/dimension.ts";

/** The way of a trial through the tree, as it asks and is answered. */
export interface Way {
  /** What earlier trials have asked for here; undefined where none has, and where nobody can foresee it. */
  readonly question: { readonly name: string; readonly domain: Domain } | undefined;
  asks(name: string, domain: Domain): void;
  /** Whether an answer leads to a point that no other trial has, or may have; `orOpen`: to one that none is known to have. */
  isFree(value: Value, orOpen?: boolean): boolean;
  takes(value: Value): void;
}
