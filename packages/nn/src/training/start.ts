import { flatten, key, type Structure, split, tensor } from "@kaviar/tensor";
import { gatherRows } from "../data/gather-rows.ts";
import { rowShapes } from "../data/row-shapes.ts";
import { type AnyLayer, applyLayer, type Initialized, initialize, type State } from "../layers/contract/layer.ts";
import type { Link } from "../optimizers/contract/link.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { settled } from "../parameters/settled.ts";
import type { RunState } from "../step/run-state.ts";

export interface Start {
  readonly run: RunState;
  readonly initialized: Initialized;
}

/** The first state of a run: parameters drawn, statistics taken from the training rows, moments at rest. */
export const startRun = async (
  layer: AnyLayer,
  optimizer: Link,
  x: Structure,
  rows: Int32Array,
  seed: number,
): Promise<Start> => {
  const [forParams, forSteps] = split(key(seed), 2) as [RunState["key"], RunState["key"]];
  const initialized = initialize(layer, forParams, rowShapes(x));
  const { params, state } = await settled({ params: initialized.params, state: initialized.state });
  const layers = await fitState(layer, params, state, x, rows);
  const run = { params, layers, optimizer: optimizer.init(params), step: tensor(0), key: forSteps };
  return { run: await settled(run), initialized };
};

/** Layers that learn from the data itself (`normalize`) see all training rows once. */
const fitState = async (
  layer: AnyLayer,
  params: Parameters,
  state: State,
  x: Structure,
  rows: Int32Array,
): Promise<State> => {
  const context = { training: false, fitting: true, key: key(0), path: "" };
  const { state: next } = applyLayer(layer, params, state, gatherRows(x, tensor(rows)), context);
  const before = flatten(state);
  const unchanged = flatten(next).every((tensor, i) => tensor === before[i]);
  return unchanged ? state : settled(next);
};
