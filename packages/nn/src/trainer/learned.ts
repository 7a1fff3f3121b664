import type { Settings } from "@kaviar/tensor";
import { costOf } from "../evaluation/cost.ts";
import { rowsAtOnce } from "../evaluation/rows-at-once.ts";
import type { State } from "../layers/contract/layer.ts";
import { createTrainedModel, type TrainedModel } from "../model/trained-model.ts";
import type { LinkState } from "../optimizers/contract/link.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { RunState } from "../step/run-state.ts";
import type { Begun } from "./contract/begun.ts";
import type { Plan } from "./plan.ts";

/** What a network predicts with: what is trained, or averages of it. */
export const learnedBy = ({ optimizers }: Plan, run: RunState, name: string) => {
  const params = run.params[name] as Parameters;
  const kept = run.optimizer[name] as LinkState | undefined;
  return {
    params: (kept && optimizers[name]?.predicting?.(kept.link as LinkState, params)) ?? params,
    state: run.layers[name] as State,
  };
};

/** Each network as it is by now, as a trained model. */
export const modelsOf = (
  plan: Plan,
  begun: ReadonlyMap<string, Begun>,
  run: RunState,
  settings: Partial<Settings>,
): Readonly<Record<string, TrainedModel>> =>
  Object.fromEntries(
    plan.names.map((name) => {
      const { initialized, example } = begun.get(name)!;
      const cost = costOf(initialized);
      const layer = plan.layers[name]!;
      return [
        name,
        createTrainedModel({
          layer,
          ...learnedBy(plan, run, name),
          example,
          rowsAtOnce: rowsAtOnce(cost),
          settings,
        }),
      ];
    }),
  );
