import { type Compiled, compile, type Settings, type Structure } from "@kaviar/tensor";
import { predicting } from "../evaluation/predicting.ts";
import { type AnyLayer, applyLayer, type State } from "../layers/contract/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";
import type { Extent } from "../step/extent.ts";
import type { RunState } from "../step/run-state.ts";
import type { Begun } from "./contract/begun.ts";
import type { Said } from "./contract/definition.ts";
import type { Plan } from "./plan.ts";
import { takeStep } from "./take-step.ts";

/** What stays the same all through a run that goes step by step: graphs, compiled once for each shape. */
export interface Session {
  readonly begun: ReadonlyMap<string, Begun>;
  readonly extent: Extent;
  /** The rows it began with: others have their form. */
  readonly rows: Structure;
  readonly step: Compiled<[state: RunState, batch: Structure, extent: Extent], readonly [RunState, Said]>;
  readonly say: Readonly<Record<string, Compiled<[params: Parameters, state: State, x: Structure], Structure>>>;
}

export const openSession = (
  plan: Plan,
  begun: ReadonlyMap<string, Begun>,
  extent: Extent,
  rows: Structure,
  settings: Partial<Settings>,
): Session => {
  const step = (state: RunState, batch: Structure, at: Extent): [RunState, Said] => {
    const [next, { said }] = takeStep(plan, begun, state, batch, at);
    return [next, said];
  };
  const say = (name: string) => (params: Parameters, state: State, x: Structure) =>
    applyLayer(plan.layers[name] as AnyLayer, params, state, x, predicting()).y as Structure;
  return {
    begun,
    extent,
    rows,
    step: compile(step, settings) as Session["step"],
    say: Object.fromEntries(plan.names.map((name) => [name, compile(say(name), settings) as Session["say"][string]])),
  };
};
