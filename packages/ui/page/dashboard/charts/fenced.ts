import type { Direction } from "@kaviar/tune";

/** Where an even axis of values ends, so that a few wild ones do not squash it, and how many these are. */
export type Fenced = (
  values: readonly number[],
  direction: Direction,
) => { readonly min?: number; readonly max?: number; readonly outside: number };
