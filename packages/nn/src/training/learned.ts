import type { State } from "../layers/contract/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { RunState } from "../step/run-state.ts";
import type { Session } from "./session.ts";

/** What a model predicts with. */
export interface Learned {
  readonly params: Parameters;
  readonly state: State;
}

/** What a run has learned so far: what it trains, or averages of it. */
export const learnedBy = ({ recipe }: Session, run: RunState): Learned => ({
  params: recipe.optimizer.predicting?.(run.optimizer, run.params) ?? run.params,
  state: run.layers,
});
