import type { Random } from "@kaviar/base/random";
import type { Params } from "../../space/dimension.ts";
import type { FlatSpace } from "../../space/flat-space.ts";
import type { History } from "../../trial/history.ts";
import type { Json } from "../../trial/record.ts";

/** What a study asks a sampler. */
export interface Question {
  /** The number of the trial to be. */
  readonly number: number;
  readonly space: FlatSpace;
  readonly history: History;
  /**
   * Other studies to start from, as they were when this one was opened; their params may not fit the space, and their
   * values can be compared within one only.
   */
  readonly prior: readonly History[];
  readonly seed: number;
  /**
   * A stream of random numbers that depends on seed, trial and name alone. All randomness comes from here.
   */
  draw(name: string): Random;
  /**
   * Whether a point may be asked: the constraints between parameters hold, and, of a finite space with a deterministic
   * objective, it was not asked before. A sampler that compares candidates leaves out those that may not; one that
   * cannot may propose one all the same, and is asked again with the next `attempt`.
   */
  admits(params: Params): boolean;
  /** 0, then 1, 2 … when what was proposed is not admitted. `draw` differs between attempts. */
  readonly attempt: number;
  /** How many trials the study is to have, where that is known, and how many run at once. */
  readonly budget: { readonly trials?: number; readonly concurrency: number };
  /** Whether the same point always gives the same value. */
  readonly deterministic: boolean;
}

export interface Proposal {
  /** A value for every active dimension, and for no other. */
  readonly params: Params;
  /** Which sampler chose it, where that is another one than was asked. */
  readonly sampler?: string;
  /** Why this sampler, or why this point, in words for the study's log. */
  readonly why?: string;
  /** Kept with the trial, readable in the history: state that is to survive a restart. */
  readonly notes?: Json;
  /** The trial whose checkpoint the new one starts from. */
  readonly cloneOf?: number;
}

/**
 * Chooses the next point: a function of the question alone. The same question gives the same proposal, also in another
 * process and after a restart. A sampler may remember what it computed from `history.finished` (to go on from there when
 * it has grown), but a fresh one must come to the same proposal; what a fresh one could not recompute goes into `notes`.
 *
 * It is *not* told results one by one: it reads the history, where running, pruned and failed trials are too.
 *
 * ```ts
 * const corner: Sampler = {
 *   name: "corner",
 *   propose: ({ space }) => ({ params: walk(space, ({ domain }) => fromUnit(domain, 0)) }),
 * };
 * ```
 */
export interface Sampler {
  readonly name: string;
  propose(question: Question): Proposal | Promise<Proposal>;
  /**
   * So many trials before its own it does not look at: their points it sees, as running ones, and never how they ended. A
   * question waits until all trials before these are over. With it a study is the same for any number of workers up to it.
   */
  readonly lag?: number;
  /**
   * Whether how other trials went makes no difference to it: it is shown an empty history, and a study does not read what other
   * processes did before it asks.
   */
  readonly neverLearns?: boolean;
  /** Values that it holds: the study asks for no point with others, but for those that are enqueued. */
  readonly held?: Params;
  /** Whether it reads the derivatives that objectives tell by `trial.hypergradient`. */
  readonly usesHypergradients?: boolean;
  /** Whether it has no point left to propose: then the study ends. Asked before each new trial. */
  isExhausted?(question: Pick<Question, "space" | "history" | "seed" | "admits">): boolean;
  /**
   * Whether it leaves out points of a space on purpose: then the study ends with its own last one, also where define-by-run
   * trials have shown more.
   */
  leavesOut?(space: FlatSpace): boolean;
  /** What the sampler cannot do, checked before the first trial: a law with evidence, thrown. */
  check?(study: { readonly space: FlatSpace | undefined; readonly directions: readonly string[] }): void;
}
