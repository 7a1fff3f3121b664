import { compile, data, fold, type Settings, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { gatherRows } from "../data/gather-rows.ts";
import type { Pass } from "../data/source.ts";
import { type AnyLayer, applyLayer } from "../layers/contract/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { RunState } from "../step/run-state.ts";
import type { Said } from "./contract/definition.ts";
import { checkSaid } from "./contract/laws.ts";
import { learnedBy } from "./learned.ts";
import type { Plan } from "./plan.ts";

export type Validator = (run: RunState, pass: Pass, size: number) => Promise<Readonly<Record<string, number>>>;

/** What `validate` says of rows, `size` at a time: the mean over them. */
export const createValidator = (plan: Plan, settings: Partial<Settings>): Validator => {
  const look = compile((run: RunState, set: Structure, rows: Tensor<"int32">): Said => {
    let [calls, draws] = [0, 0];
    const call =
      (name: string) =>
      (x: Structure, { parameters }: { parameters?: Parameters } = {}) => {
        const { params, state } = learnedBy(plan, run, name);
        const context = { training: false, key: fold(fold(run.key, 3), calls++), path: name };
        return applyLayer(plan.layers[name] as AnyLayer, parameters ?? params, state, x, context).y;
      };
    const networks = Object.fromEntries(plan.names.map((name) => [name, call(name)]));
    const key = () => fold(fold(run.key, 4), draws++);
    return checkSaid("validate", plan.validate!(networks as never, gatherRows(set, rows), { key }));
  }, settings);
  return async (run, { set, order }, size) => {
    const sums: Record<string, number> = {};
    for (let from = 0; from < order.length; from += size) {
      const rows = order.subarray(from, from + size);
      const said = (await data(look(run, set.x, tensor(rows)) as never)) as unknown as Record<string, Float32Array>;
      for (const [name, [value]] of Object.entries(said)) sums[name] = (sums[name] ?? 0) + value! * rows.length;
    }
    return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / order.length]));
  };
};
