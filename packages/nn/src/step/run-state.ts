import { fold, type Key, type Tensor } from "@kaviar/tensor";
import type { State } from "../layers/contract/layer.ts";
import type { LinkState } from "../optimizers/contract/link.ts";
import type { Parameters } from "../parameters/parameters.ts";

/** All that a run is at one moment: what a checkpoint holds, and what one step turns into the next. */
export interface RunState {
  readonly params: Parameters;
  readonly layers: State;
  readonly optimizer: LinkState;
  /** Updates done so far. */
  readonly step: Tensor;
  readonly key: Key;
}

/** The keys of one step: each step has others, and the same ones whenever it is done again. */
export const keyOfStep = ({ key, step }: RunState): Key => fold(key, step.cast("int32"));
