import type { Metric } from "@kaviar/nn";
import type { Model } from "../../contract/model.ts";
import { type ChainStates, statesOf } from "../../fitting/chain-states.ts";
import type { Member } from "../../fitting/member.ts";
import type { HeldOut } from "../../models/calibrate/method.ts";
import { type MethodName, methods } from "../../models/calibrate/methods.ts";
import { type Calibrated, calibrate } from "../../models/calibrate.ts";
import { movedTo, type Thresholded, thresholdFor, tuneThreshold } from "../../models/tune-threshold.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import { type TrainedPipeline, trainedPipeline } from "../../pipeline/trained-pipeline.ts";

/** What is done to the probabilities that a model says, and the model that says them so. */
export interface Adjustment {
  apply(said: Float64Array): Float64Array;
  on(model: TrainedPipeline): TrainedPipeline;
}

/** Learns an adjustment from what was said of rows that were held out. */
export type Learner<A extends Adjustment = Adjustment> = (held: HeldOut) => A;

/** What `calibrate` around a model would have learned: it fits nothing, as the rows were held out before. */
export const calibration =
  (method: MethodName): Learner =>
  (held) => {
    const { classes } = held;
    const learned = methods[method].fit(held);
    return {
      apply: (said) => methods[method].apply(learned, said, classes),
      on: (model) =>
        around(model, (member, chain) => [
          calibrate(member, { method }),
          { classes, chain, learned } satisfies Calibrated,
        ]),
    };
  };

/** The same of `tuneThreshold`. */
export const tunedThreshold =
  (metric: Metric): Learner<Adjustment & { readonly at: number }> =>
  ({ probabilities, codes, weights }) => {
    const at = thresholdFor(probabilities, codes, metric, weights);
    return {
      at,
      apply: (said) => movedTo(at, said),
      on: (model) =>
        around(model, (member, chain) => [
          tuneThreshold(member, { metric }),
          { chain, threshold: at } satisfies Thresholded,
        ]),
    };
  };

/** A fitted pipeline inside of a model that takes one, with what that has learned. */
const around = (
  { trained }: TrainedPipeline,
  make: (member: Member, states: ChainStates) => readonly [model: Model, state: unknown],
): TrainedPipeline => {
  const { steps, model } = trained.chain;
  const whole = pipeline(...steps.map(({ step }) => step), model!.model);
  const [outer, state] = make(whole, statesOf(trained.chain));
  return trainedPipeline({
    ...trained,
    chain: { steps: [], model: { model: outer, state } },
    lineage: trained.inputs.map(({ name, type }) => ({ column: name, type, became: [name] })),
  });
};
