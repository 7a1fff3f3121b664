import type { Structure } from "@kaviar/tensor";
import type { Parameters } from "../parameters/parameters.ts";

/** What can be seen of a step while it is traced: tensors, whose numbers are known when the step has run. */
export interface StepView {
  /** As they were before the step. */
  readonly params: Parameters;
  /** What each layer said, by its path, in the order of the forward pass; "" is the model. */
  readonly outputs: readonly (readonly [path: string, y: unknown])[];
  /** As they come out of the model, before the optimizer. */
  readonly gradients: Parameters;
  /** What is added to the parameters. */
  readonly updates: Parameters;
}

/** Tensors that were asked for, by names of the asker's own. */
export type Probes = Readonly<Record<string, Structure>>;

/**
 * Asks a step for tensors: `({ gradients }) => ({ norm: normOf(gradients) })`. What nobody asks for is not kept, and what is
 * only asked for here is computed with the step and not again.
 */
export type Probe = (step: StepView) => Probes;
