import type { Json } from "@kaviar/tune";

/** What a pipeline has to reach after each step to go on, as loss, less is better; by the number of the step. */
export type Bars = Readonly<Record<string, number>>;

/** What is kept with a pipeline when it is proposed, so that nothing of it is lost with the process. */
export interface Notes {
  /** How it came about: "portfolio", "warm start", "drawn", or what was done to its parents. */
  readonly operator: string;
  readonly parents: readonly number[];
  /** None while there is too little to compare with. */
  readonly bars?: Bars;
}

/** As a study keeps them; undefined of a pipeline that nobody proposed, one that was enqueued by hand. */
export const notesOf = (kept: Json | undefined): Notes | undefined => kept as Notes | undefined;
