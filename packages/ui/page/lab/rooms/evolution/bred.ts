/** How a part stands to those of its parents. */
export type Change = "first" | "kept" | "changed" | "crossed" | "new";

/** A part of a pipeline in its box. */
export interface BoxPart {
  readonly kind: string;
  /** With its values: `kNearest(k 7, distance, p 2)`. */
  readonly words: string;
  readonly role: string;
  readonly change: Change;
}

/** A pipeline that was bred. */
export interface Bred {
  readonly number: number;
  readonly generation: number;
  readonly state: "scored" | "stopped" | "failed";
  /** The mean of its folds; of one that was stopped, of those that it has. */
  readonly score: number | undefined;
  readonly folds: readonly number[];
  /** How many parts it has, those inside of others too. */
  readonly size: number;
  readonly operator: string;
  readonly parents: readonly number[];
  readonly parts: readonly BoxPart[];
  /** Parts of its mother that it has not. */
  readonly gone: readonly string[];
  /** The model that it ends in. */
  readonly family: string;
  readonly hasScaler: boolean;
  /** Whether nothing that was scored beats it in score and parts. */
  readonly isFront: boolean;
  /** When it left the population, and why; undefined while it is in it. */
  readonly left: { readonly generation: number; readonly why: string } | undefined;
}

/** Those that are parents after a generation. */
export interface Generation {
  readonly median: number | undefined;
  /** The best so far, of evolution and of as many that were drawn at random. */
  readonly best: number | undefined;
  readonly drawnBest: number | undefined;
  /** Mean number of parts of the population. */
  readonly size: number;
  /** Numbers of the population. */
  readonly population: readonly number[];
  /** Seconds that it took, those drawn at random too. */
  readonly seconds: number;
}

export interface EvolutionView {
  readonly bred: readonly Bred[];
  readonly generations: readonly Generation[];
  /** The score of saying the same of everybody. */
  readonly dummy: number | undefined;
  /** The words of the best pipeline that was drawn at random. */
  readonly drawn: string;
  /** In the end: what the best of both score on members that were in no fold. */
  readonly met: { readonly bred: number | undefined; readonly drawn: number | undefined } | undefined;
}
