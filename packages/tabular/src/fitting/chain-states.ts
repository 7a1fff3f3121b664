import type { FittedChain } from "./chain.ts";
import type { Chain } from "./member.ts";

/** What a chain learned, without its definitions: plain data, for the state of whoever holds the chain in an option. */
export interface ChainStates {
  readonly steps: readonly unknown[];
  readonly model: unknown;
}

export const statesOf = ({ steps, model }: FittedChain): ChainStates => ({
  steps: steps.map(({ state }) => state),
  model: model?.state,
});

/** A chain with what it learned. */
export const withStates = ({ steps, model }: Chain, states: ChainStates): FittedChain => ({
  steps: steps.map((step, i) => ({ step, state: states.steps[i] })),
  model: { model, state: states.model },
});
