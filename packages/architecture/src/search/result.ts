import type { LayerLike, TrainedModel } from "@kaviar/nn";
import type { Study } from "@kaviar/tune";
import type { Kind } from "../contract/facts.ts";
import type { Rows } from "../data/rows.ts";
import type { Targets } from "../data/targets.ts";
import type { Finished } from "./finish.ts";
import type { Scored } from "./scored.ts";

export interface Failed {
  readonly trial: number;
  /** The name of its family. */
  readonly kind: string;
  readonly words: string;
  readonly error: string;
}

/** What is said of rows that the search never saw, and how often that is right. */
export interface Honest {
  readonly rows: number;
  /** Of what was chosen, of the best candidate by itself, and of the recipe that the search began with. */
  readonly score: number;
  readonly best: number;
  readonly recipe: number;
}

/** Rows that what was chosen has not learned from, and what it says of them. */
export interface JudgedRows {
  readonly on: "holdout" | "validation";
  readonly rows: Rows;
  readonly targets: Targets;
  /** Numbers of the rows, in what was given. */
  readonly numbers: Int32Array;
  /** Probabilities or numbers, row by row. */
  readonly said: Float32Array;
}

/** What a search has found. */
export interface SearchResult {
  readonly task: Kind;
  /** Trained on all rows: the mean of several, where that is better. Its scores are logits of `classes`, or a number. */
  readonly model: TrainedModel;
  readonly classes: readonly string[] | undefined;
  readonly metric: string;
  readonly better: "higher" | "lower";
  /** The best candidate, and the recipe that the search began with: both trained to the end, on the same rows. */
  readonly winner: Scored;
  readonly recipe: Scored;
  readonly members: readonly Finished[];
  /** How each row is looked at several times, where that is surer: the name of it. */
  readonly views: string | undefined;
  /** The score of what was chosen, on the rows by which it was chosen: a little too good. */
  readonly validation: number;
  /** How many folds scores are of; 1 is one share of the rows. */
  readonly folds: number;
  readonly holdout: Honest | undefined;
  readonly leaderboard: readonly Scored[];
  /** Those of the leaderboard that no smaller network beats. */
  readonly front: readonly Scored[];
  readonly failures: readonly Failed[];
  readonly study: Study;
  /** How many the model has learned from in the end. */
  readonly rows: number;
  readonly seed: number;
  /** What was said about the rows to hold out. */
  readonly holdoutGiven: number | "none" | undefined;
  /** The layers of the winner, before any training. */
  readonly network: LayerLike;
  /** How rows become what the model takes, as plain data; nothing where they go in as they are. */
  readonly encoding: unknown;
  readonly judged: JudgedRows;
  /** When it began, in milliseconds since 1970. */
  readonly began: number;
  readonly facts: unknown;
  readonly targets: Targets;
  readonly notes: readonly string[];
  /** Why the search ended. */
  readonly ended: string;
  readonly seconds: number;
}
