import type { Content } from "../artifacts/artifact-store.ts";
import type { Returned } from "../trial/objectives.ts";
import type { Json } from "../trial/record.ts";
import type { HypergradientCallback } from "./hypergradient.ts";
import type { Suggest } from "./suggestions.ts";

/** A trial as its objective sees it. */
export type LiveTrial = Suggest & {
  readonly number: number;
  /** What is kept with the trial: what it was enqueued with, and what it has set itself. */
  readonly attributes: Readonly<Record<string, Json>>;
  /**
   * Says how the objective stands at a step (an epoch, a fold); with several objectives, one number for each, by name where
   * these have names. Reports at a step that was reported before replace it. `shouldStop` knows of those that were waited for.
   */
  report(value: Returned, step: number): Promise<void>;
  /** Whether the pruner would stop the trial here: leave the loop, and return the value so far. */
  readonly shouldStop: boolean;
  /** Why. */
  readonly stopReason: string | undefined;
  /**
   * Ends the trial here as pruned, with the value reported last, by a rule of the objective's own, or where it was told to
   * stop: it throws, so nothing after it runs. Why is kept with the trial; where nothing is said, what the pruner said.
   */
  prune(why?: string): never;
  /** Keeps something that JSON holds beside the trial. */
  setAttribute(name: string, value: Json): Promise<void>;
  /**
   * Hands in a file under a name: text, bytes, or `{ file: path }`, of at most 1 GB. It is kept in the study's folder, or where
   * its `artifacts` are, whole or not at all; another one of the same name takes its place.
   */
  artifact(name: string, content: Content): Promise<void>;
  /** A limit that only the objective can know: it holds when value ≤ 0. */
  constraint(name: string, value: number): Promise<void>;
  /**
   * Tells how the value changes with the parameters, by name (`"optimizer.adam.beta2"`) and in their own units. The
   * callback runs only when the study's sampler uses it, as `gp`, `trustRegion`, `auto` and `hypergradient` do; names that are
   * no parameters are ignored.
   */
  hypergradient(callback: HypergradientCallback): Promise<void>;
  /**
   * A folder that follows the trial through pause, promotion, cloning and a crash. Whoever writes one into it can go on
   * from there: look into it first. Machines without a common disk bring it to each other where the study has `artifacts`.
   */
  readonly checkpoint: string;
  /** Aborted when the trial is out of time, or the study is told to stop at once; a worker is killed instead. */
  readonly signal: AbortSignal;
};
