import { record } from "@kaviar/base/check";
import type { Key, Structure, Tensor } from "@kaviar/tensor";
import type { Parameters } from "../../parameters/parameters.ts";
import type { Predicate } from "../../parameters/predicate.ts";
import type { Progress } from "../../schedules/contract/schedule.ts";

/** What a link sees besides gradients: where the run is, and what this step's loss was. */
export interface Moment extends Progress {
  /** The loss that the gradients are of. */
  readonly loss: Tensor;
  /** The loss of the same batch elsewhere, where it can be asked for: each question is one more forward pass. */
  readonly lossAt?: ((parameters: Parameters) => Tensor) | undefined;
  /** For links that draw random numbers: another one each step. */
  readonly key: Key;
  /** The rate that a link before this one in the chain has applied. */
  readonly rate?: Tensor | undefined;
}

/**
 * One link of an optimizer: a pure pair. Links chain: each takes what the one before made of the gradients, and what the
 * last one returns is *added* to the parameters, so a descending optimizer ends with a factor −rate.
 *
 * State is a structure of tensors that keeps its shapes and dtypes. Numbers that a user may change (rates, betas,
 * strengths) live in it under `numbers`, by name, as scalars: so they are inputs of the graph, can be nudged during a run,
 * and differentiated by.
 *
 * ```ts
 * const signs: Link = {
 *   init: () => ({}),
 *   update: (gradients, state) => [mapParameters((_, g) => g.sign(), gradients), state],
 * };
 * ```
 */
export interface Link<S extends LinkState = LinkState> {
  init(parameters: Parameters): S;
  update(gradients: Parameters, state: S, parameters: Parameters, at: Moment): readonly [Parameters, S];
  /** The rate it has just applied, for the links after it, from the state it returned: decay and thresholds are scaled by it. */
  readonly rate?: (state: S, at: Moment) => Tensor;
  /** Whether it makes steps downhill of gradients: false where it only shapes what goes through it; left out where nobody knows. */
  readonly descends?: boolean;
  /** Parameters that stay as they are, whatever the rest of the chain makes of them. */
  readonly freezes?: Predicate;
  /** The parameters to predict with, where they are not the ones that are trained: averages, say. */
  readonly predicting?: (state: S, parameters: Parameters) => Parameters;
  /** Between epochs, outside the graph: a schedule that looks at how the run is doing. */
  readonly afterEpoch?: (state: S, results: EpochResults) => S;
}

export interface LinkState {
  readonly [name: string]: Structure;
}

/** What is known at the end of an epoch; the loss on validation rows where there are some. */
export interface EpochResults {
  readonly epoch: number;
  readonly loss: number;
  readonly validationLoss?: number | undefined;
}

/** An optimizer is a link like any other: one that has applied a rate. */
export type Optimizer = Link;

/** What an option must be that is a link. */
export const linkLaw = record<Link>("an optimizer or a link of one", "init", "update");
