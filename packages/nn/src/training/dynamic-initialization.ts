import { type OptionsOf, positive, whole } from "@kaviar/base/check";
import { flatten, key, data as readNumbers, split, type Tensor, tensor } from "@kaviar/tensor";
import { rowShapes } from "../data/row-shapes.ts";
import { createInputs, type Inputs } from "../data/rows.ts";
import { predicting } from "../evaluation/predicting.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import { applyLayer, initialize, type Layer, type LayerLike, type State } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import { listParameters, mapParameters, type Parameters } from "../parameters/parameters.ts";
import { named } from "../parameters/predicate.ts";
import { settled } from "../parameters/settled.ts";

const read = options("dynamicInitialization", {
  /** The draws follow from it. */
  seed: whole().default(0),
  /** How near to 1 the deviation of each layer's output must come. */
  tolerance: positive.default(0.05),
});

export type DynamicInitializationOptions = OptionsOf<typeof read>;

/**
 * The model with its weights scaled, layer by layer, until what each of them makes of these rows has deviation 1.
 * (Mishkin & Matas 2016, All you need is a good init: LSUV)
 *
 * ```ts
 * const model = await dynamicInitialization(sequential(dense(64), tanh, dense(3)), x.slice(0, 256));
 * ```
 * A few hundred training rows are enough; whatever is trained afterwards begins with these weights.
 */
export const dynamicInitialization = async (
  model: LayerLike,
  x: Inputs,
  given: DynamicInitializationOptions = {},
): Promise<Layer> => {
  const { seed, tolerance } = read(given);
  const layer = asLayer(model) as Layer;
  const rows = createInputs(x);
  const [own] = split(key(seed), 2);
  const initialized = initialize(layer, own!, rowShapes(rows));
  const state = await settled(initialized.state);
  let params = await settled(initialized.params);
  for (const path of weightedLayers(params)) {
    for (let round = 0; round < 5; round++) {
      const deviation = await deviationAfter(layer, params, state, rows, path);
      if (!(deviation > 0) || Math.abs(deviation - 1) <= tolerance) break;
      params = scaled(params, path, 1 / deviation);
    }
  }
  return { ...layer, init: (k, shape, following) => ({ ...initialize(layer, k, shape, following), params, state }) };
};

/** Layers with a weight, in the order they were drawn in. */
const weightedLayers = (params: Parameters): string[] =>
  listParameters(params)
    .filter(named("weight"))
    .map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf("/"))));

const deviationAfter = async (
  layer: Layer,
  params: Parameters,
  state: State,
  rows: unknown,
  path: string,
): Promise<number> => {
  let seen: Tensor | undefined;
  applyLayer(layer, params, state, rows, {
    ...predicting(),
    tap: (at, y) => {
      if (at === path) seen = flatten(y)[0] as Tensor;
    },
  });
  if (!seen) return 1;
  const { deviation } = await readNumbers({ deviation: seen.std() });
  return deviation[0]!;
};

const scaled = (params: Parameters, layer: string, factor: number): Parameters =>
  mapParameters(
    (path, weight) => (path === (layer ? `${layer}/weight` : "weight") ? weight.mul(tensor(factor)) : weight),
    params,
  );
