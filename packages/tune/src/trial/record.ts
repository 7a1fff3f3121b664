import type { Dimension, Params } from "../space/dimension.ts";
import type { Space } from "../space/parameter.ts";
import type { TrialOrigin } from "./origin.ts";

/**
 * Where a trial stands. `waiting`: enqueued, or handed back to be run (again). `complete`, `pruned` and `failed` are
 * final, but for a pruned trial with a checkpoint, which a scheduler may promote: then it waits again.
 */
export type TrialState = "waiting" | "running" | "complete" | "pruned" | "failed";

export type Direction = "minimize" | "maximize";

/** What JSON holds. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value of the objective on the way: at a step, one number an objective. */
export interface Report {
  readonly step: number;
  readonly values: readonly number[];
}

/**
 * Everything known of a trial, but for its reports. Immutable: a change makes a new record.
 *
 * Values are the objective's own, never with the sign flipped. A failed trial has an error and no values; a pruned one
 * may have the last ones it reported.
 */
export interface TrialRecord {
  readonly number: number;
  readonly state: TrialState;
  /** Flat. Of a running define-by-run trial: what was proposed, until it tells. */
  readonly params: Params;
  /** The domains the params were drawn from, parents first: shared between trials of one space. */
  readonly dimensions: readonly Dimension[];
  /**
   * The space as it was declared, with its constants, the items of its permutations and the shape of its values: what the
   * objective got follows from it and the params, whatever a program declares later. Absent where it asked by name.
   */
  readonly space?: Space;
  readonly values?: readonly number[];
  readonly attributes: Readonly<Record<string, Json>>;
  /** By name, ≤ 0 where it holds. */
  readonly constraints: Readonly<Record<string, number>>;
  /** Where its point comes from; absent while it has none. */
  readonly origin?: TrialOrigin;
  /** Which sampler proposed it. */
  readonly sampler?: string;
  /** Why that sampler, or why this point. */
  readonly why?: string;
  /** What the sampler keeps with the trial, to go on from after a restart. */
  readonly notes?: Json;
  /** The trial whose checkpoint this one starts from. */
  readonly cloneOf?: number;
  readonly error?: string;
  /** Milliseconds since 1970, by the clock of the machine that ran it. */
  readonly startedAt?: number;
  readonly finishedAt?: number;
  /** How often it was handed out: 1 unless it was lost or promoted. */
  readonly attempt: number;
  /** The process that runs it. */
  readonly owner?: string;
  /** The study's revision when its params were proposed: what the sampler had seen. */
  readonly seen?: number;
  /** The study's revision when it was handed out, and when it became final: their order is the study's order. */
  readonly askedIn?: number;
  readonly toldIn?: number;
}

/** Whether a trial has come to an end: complete, pruned or failed. */
export const isFinished = ({ state }: Pick<TrialRecord, "state">): boolean =>
  state === "complete" || state === "pruned" || state === "failed";
