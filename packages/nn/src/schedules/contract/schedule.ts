import type { Card } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";

/** Where a run is. All are scalars of float32, so that one graph serves every run. */
export interface Progress {
  /** Updates done before this one: 0, 1, 2 … */
  readonly step: Tensor;
  /** Updates in the whole run. */
  readonly steps: Tensor;
  /** Updates in one epoch: ⌊step / stepsPerEpoch⌋ is the epoch. */
  readonly stepsPerEpoch: Tensor;
}

/**
 * A number that changes during a run. Its own numbers are inputs of the graph, kept in the optimizer's state: another
 * peak does not compile again, and can be differentiated by.
 */
export interface Schedule {
  (at: Progress, numbers?: Readonly<Record<string, Tensor>>): Tensor;
  /** Its parameters, by name. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly about: Card;
}
