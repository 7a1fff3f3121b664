import { fold, type Structure, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { type AnyLayer, applyLayer, type Context, type State } from "../layers/contract/layer.ts";
import type { LinkState } from "../optimizers/contract/link.ts";
import { mapParameters, type Parameters } from "../parameters/parameters.ts";
import type { Extent } from "../step/extent.ts";
import type { Probe, StepView } from "../step/probe.ts";
import { keyOfStep, type RunState } from "../step/run-state.ts";
import type { Begun } from "./contract/begun.ts";
import type { Said } from "./contract/definition.ts";
import { checkIsCalled, checkLoss, checkSaid } from "./contract/laws.ts";
import { type ByNetwork, updatesOf } from "./optimizers.ts";
import type { Plan } from "./plan.ts";

export interface Taken {
  readonly said: Said;
  /** The loss of the last update of each network that was updated. */
  readonly losses: Readonly<Record<string, Tensor>>;
  /** What `probe` asked for. */
  readonly probes: ReturnType<Probe>;
}

/** One step: the state of the run after it, and what it said. */
export const takeStep = (
  plan: Plan,
  begun: ReadonlyMap<string, Begun>,
  run: RunState,
  batch: Structure,
  extent: Extent,
  probe?: Probe,
): readonly [RunState, Taken] => {
  const params: Record<string, Parameters> = { ...(run.params as ByNetwork<Parameters>) };
  const states: Record<string, State> = { ...(run.layers as ByNetwork<State>) };
  const optimizers: Record<string, LinkState> = { ...(run.optimizer as ByNetwork<LinkState>) };
  const losses: Record<string, Tensor> = {};
  const outputs: (readonly [string, unknown])[] = [];
  const seen: { gradients: Record<string, Parameters>; updates: Record<string, Parameters> } = {
    gradients: {},
    updates: {},
  };
  const keys = keyOfStep(run);
  let [calls, draws, turns] = [0, 0, 0];
  let used = new Set<string>();
  /** What layers add to the loss that is being computed; nothing where none is. */
  let added: Tensor[] | undefined;
  /** A loss is asked for again, elsewhere: by an optimizer that looks where to step. */
  let isAside = false;

  const contextOf = (name: string, training: boolean): Context => {
    const freezes = plan.optimizers[name]?.freezes;
    return {
      training,
      key: fold(fold(keys, 0), calls++),
      path: name,
      tap: probe && ((path, y) => void (isAside || outputs.push([path, y]))),
      frozen: freezes && ((path) => freezes({ path: `${path.slice(name.length + 1)}/`, tensor: run.step })),
    };
  };
  const call =
    (name: string) =>
    (x: Structure, { parameters, training = true }: { parameters?: Parameters; training?: boolean } = {}) => {
      used.add(name);
      const layer = plan.layers[name] as AnyLayer;
      const applied = applyLayer(layer, parameters ?? params[name], states[name], x, contextOf(name, training));
      if (training) states[name] = applied.state;
      if (applied.loss) added?.push(applied.loss);
      return applied.y;
    };
  const update = (of: string | readonly string[], loss: () => Tensor): Tensor => {
    const networks = typeof of === "string" ? [of] : of;
    if (added) throw nested(networks);
    const before = Object.fromEntries(networks.map((name) => [name, params[name]!]));
    const begin = [calls, draws] as const;
    used = new Set();
    let value: Tensor | undefined;
    const lossHere = (at: Record<string, Parameters>): Tensor => {
      Object.assign(params, at);
      added = [];
      value = checkLoss(networks, loss());
      const total = added.reduce((sum, part) => sum.add(part), value);
      added = undefined;
      return total;
    };
    const [, gradients] = valueAndGrad(lossHere)(before);
    const said = value!;
    checkIsCalled(networks, used);
    /** With the same draws, and without a trace: what the loss would be. */
    const lossAt = (name: string) => (own: Parameters) => {
      const kept = { params: { ...params }, states: { ...states }, at: [calls, draws] as const };
      [calls, draws] = begin;
      isAside = true;
      const total = lossHere({ ...before, [name]: own });
      isAside = false;
      [calls, draws] = kept.at;
      Object.assign(params, kept.params);
      Object.assign(states, kept.states);
      return total;
    };
    const turn = turns++;
    for (const name of networks) {
      const { updates, state } = updatesOf(plan, begun, name, {
        gradients: gradients[name]!,
        parameters: before[name]!,
        state: optimizers[name]!,
        loss: said,
        lossAt: lossAt(name),
        extent,
        key: fold(fold(keys, 1), turn),
      });
      params[name] = mapParameters((_, p, u) => p.add(u!), before[name]!, updates);
      optimizers[name] = state;
      losses[name] = said;
      seen.gradients[name] = gradients[name]!;
      seen.updates[name] = updates;
    }
    return said;
  };
  const words = checkSaid(
    "step",
    plan.step(Object.fromEntries(plan.names.map((name) => [name, call(name)])) as never, batch, {
      update,
      parameters: (name) => {
        used.add(name);
        return params[name]!;
      },
      assign: (name, parameters) => {
        params[name] = likeThose(name, params[name]!, parameters);
      },
      follow: (target, learner, rate) => {
        const share = typeof rate === "number" ? tensor(rate) : rate;
        params[target] = mapParameters((_, t, p) => t.add(p!.sub(t).mul(share)), params[target]!, params[learner]!);
      },
      key: () => fold(fold(keys, 2), draws++),
      step: run.step,
    }),
  );
  const view: StepView = {
    params: pick(run.params, Object.keys(seen.gradients)),
    outputs,
    gradients: seen.gradients,
    updates: seen.updates,
  };
  return [
    { params, layers: states, optimizer: optimizers, step: run.step.add(1), key: run.key },
    { said: words, losses, probes: probe?.(view) ?? {} },
  ];
};

const pick = (parameters: Parameters, names: readonly string[]): Parameters =>
  Object.fromEntries(names.map((name) => [name, parameters[name]!]));

/** Parameters that keep the shapes they had: the run goes on with them. */
const likeThose = (name: string, before: Parameters, after: Parameters): Parameters =>
  mapParameters(
    (path, was, now) => {
      if (now && now.shape.join() === was.shape.join()) return now;
      throw new ModelError(
        "shape",
        `Parameters keep their shapes: ${name}/${path} is [${was.shape.join(", ")}], it was given ${now ? `[${now.shape.join(", ")}]` : "nothing"}.`,
        { remedy: `Start from parameters("${name}"): mapParameters((path, p) => …, parameters("${name}")).` },
      );
    },
    before,
    after,
  );

const nested = (networks: readonly string[]): ModelError =>
  new ModelError("options", `An update is not part of another one's loss: that of ${networks.join(", ")} is.`, {
    remedy: "Take inner steps by hand: grad((parameters) => loss of model(x, { parameters }))(parameters).",
  });
