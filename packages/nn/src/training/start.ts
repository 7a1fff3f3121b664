import { shown } from "@kaviar/base/error";
import { flatten, isTensor, key, type Structure, split, tensor } from "@kaviar/tensor";
import { gatherRows } from "../data/gather-rows.ts";
import { rowShapes } from "../data/row-shapes.ts";
import { ModelError } from "../error.ts";
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
  const { params, state, initialized, forSteps } = await beginLayers(layer, x, rows, seed);
  const run = { params, layers: state, optimizer: optimizer.init(params), step: tensor(0), key: forSteps };
  return { run: await settled(run), initialized };
};

/** Layers as any run of this seed begins with them. */
export const beginLayers = async (layer: AnyLayer, x: Structure, rows: Int32Array, seed: number) => {
  const [forParams, forSteps] = split(key(seed), 2) as [RunState["key"], RunState["key"]];
  const initialized = initialize(layer, forParams, rowShapes(x));
  checkParameters(initialized.params);
  const { params, state } = await settled({ params: initialized.params, state: initialized.state });
  return { params, state: await fitState(layer, params, state, x, rows), initialized, forSteps };
};

/** An initializer of one's own, or what is taken for one (a schedule, say), may give what is no tensor. */
const checkParameters = (parameters: object, path = ""): void => {
  for (const [name, value] of Object.entries(parameters)) {
    const place = path === "" ? name : `${path}/${name}`;
    if (isTensor(value)) continue;
    if (typeof value === "object" && value !== null) checkParameters(value, place);
    else
      throw new ModelError(
        "layer",
        `A parameter begins as a tensor: what its initializer made for ${place} is ${shown(value)}.`,
        {
          remedy: "An initializer is (key, shape) => tensor, such as heNormal() or constantInitializer(1).",
        },
      );
  }
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
