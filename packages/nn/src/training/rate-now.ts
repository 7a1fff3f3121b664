import { tensor } from "@kaviar/tensor";
import type { Extent } from "../step/extent.ts";
import { keyOfStep, type RunState } from "../step/run-state.ts";
import type { Session } from "./session.ts";

/**
 * The rate that the last step was taken with, where the optimizer says one; undefined as well where its schedule has to
 * know how long the run is, and nobody does. It is asked for outside the graph that trains, which stays as it is.
 */
export const rateNow = async (
  { recipe: { optimizer } }: Pick<Session, "recipe">,
  run: RunState,
  { steps, stepsPerEpoch }: Extent,
): Promise<number | undefined> => {
  const at = { step: run.step.sub(1), steps, stepsPerEpoch, loss: tensor(Number.NaN), key: keyOfStep(run) };
  const rate = await optimizer.rate?.(run.optimizer, at).item();
  return rate !== undefined && Number.isFinite(rate) ? rate : undefined;
};
