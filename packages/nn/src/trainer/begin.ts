import { flatten, fold, key, type Structure, split, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { type AnyLayer, applyLayer, type State } from "../layers/contract/layer.ts";
import { listParameters, type Parameters } from "../parameters/parameters.ts";
import { settled } from "../parameters/settled.ts";
import type { RunState } from "../step/run-state.ts";
import type { Begun } from "./contract/begun.ts";
import { lookFirst } from "./first-look.ts";
import { atRest, type ByNetwork } from "./optimizers.ts";
import type { Plan } from "./plan.ts";

export interface Beginning {
  readonly begun: ReadonlyMap<string, Begun>;
  readonly run: RunState;
}

/** The first state of a run: parameters drawn, copies made, statistics taken from `rows`, moments at rest. */
export const beginRun = async (
  plan: Plan,
  batch: Structure,
  rows: () => Structure,
  seed: number,
): Promise<Beginning> => {
  const [forParams, forSteps] = split(key(seed), 2) as [RunState["key"], RunState["key"]];
  const begun = lookFirst(plan, batch, forParams);
  const drawn = await settled(
    Object.fromEntries(
      plan.names.map((name) => {
        const { params, state } = begun.get(name)!.initialized;
        return [name, { params, state }];
      }),
    ),
  );
  const own = (name: string): { readonly params: Parameters; readonly state: State } => {
    const { follows } = begun.get(name)!;
    return follows === undefined ? drawn[name]! : likeThat(name, drawn[name]!, follows, drawn[follows]!);
  };
  const params: ByNetwork<Parameters> = Object.fromEntries(plan.names.map((name) => [name, own(name).params]));
  const states: ByNetwork<State> = Object.fromEntries(plan.names.map((name) => [name, own(name).state]));
  const layers = await fitStates(plan, params, states, batch, rows);
  const run = { params, layers, optimizer: atRest(plan, params), step: tensor(0), key: forSteps };
  return { begun, run: await settled(run) };
};

const likeThat = <P extends { readonly params: Parameters }>(name: string, own: P, learner: string, its: P): P => {
  const show = ({ params }: P): string =>
    listParameters(params)
      .map(({ path, tensor: { shape } }) => `${path} [${shape.join(", ")}]`)
      .join(", ");
  if (show(own) === show(its)) return its;
  throw new ModelError(
    "shape",
    `A network follows one with the same parameters: ${name} has ${show(own)}; ${learner} has ${show(its)}.`,
    { remedy: "Make both by the same function, and call both with inputs of the same shape." },
  );
};

/** Layers that learn from the data itself (`normalize`) see all rows once, wherever the step shows them to a network. */
const fitStates = async (
  plan: Plan,
  params: ByNetwork<Parameters>,
  states: ByNetwork<State>,
  batch: Structure,
  rows: () => Structure,
): Promise<State> => {
  const fitted = (seen: Structure): ByNetwork<State> => {
    const next: Record<string, State> = { ...states };
    let calls = 0;
    const call =
      (name: string) =>
      (x: Structure, { parameters = params[name] }: { parameters?: Parameters } = {}) => {
        const context = { training: false, fitting: true, key: fold(key(0), calls++), path: name };
        const { y, state } = applyLayer(plan.layers[name] as AnyLayer, parameters, states[name], x, context);
        // The first rows that a network sees are those of the data, by custom.
        if (next[name] === states[name]) next[name] = state;
        return y;
      };
    plan.step(Object.fromEntries(plan.names.map((name) => [name, call(name)])) as never, seen, {
      update: (_, loss) => loss(),
      parameters: (name) => params[name]!,
      assign: () => undefined,
      follow: () => undefined,
      key: () => fold(key(0), calls++),
      step: tensor(0),
    });
    return next;
  };
  const before = flatten(states);
  const unchanged = flatten(fitted(batch)).every((tensor, i) => tensor === before[i]);
  return unchanged ? states : settled(fitted(rows()));
};
