import type { Shape } from "@kaviar/tensor";
import { rowShapes } from "../data/row-shapes.ts";
import { ModelError } from "../error.ts";
import { sequential } from "../layers/combinators/sequential.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import { type AnyLayer, applyLayer, initialize, type Layer, type State } from "../layers/contract/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { type ModelParts, predictionOf } from "./model-parts.ts";
import { createTrainedModel, type TrainedModel } from "./trained-model.ts";

interface Cut {
  readonly layer: AnyLayer;
  readonly params: Parameters;
  readonly state: State;
}

/**
 * The model up to one of its layers: what that layer makes of inputs. A trained model itself, so it predicts, is saved,
 * and serves as the beginning of another one.
 *
 * ```ts
 * const maps = await features(trained, "conv2d2").predict(x);                       // [N, C, H, W]
 * const model = sequential({ body: features(trained, "flatten"), head: dense(3) });
 * ```
 * Layers are named by their paths, as `summary` shows them.
 */
export const features = ({ parts }: Pick<TrainedModel, "parts">, layer: string): TrainedModel => {
  const cut = cutAfter(parts, layer.split("/")) ?? tapped(parts, layer);
  return createTrainedModel({ ...parts, ...cut, loss: undefined, metrics: undefined });
};

/** A sequence ends after the layer, and holds no more parameters than it needs. */
const cutAfter = ({ layer, params, state }: Cut, [name, ...rest]: readonly string[]): Cut | undefined => {
  const children = Object.entries((layer as Layer).children ?? {});
  const place = children.findIndex(([child]) => child === name);
  if ((layer as Layer).kind !== "sequential" || place < 0) return undefined;
  const [, last] = children[place]!;
  const its = {
    layer: asLayer(last),
    params: (params[name!] ?? {}) as Parameters,
    state: (state[name!] ?? {}) as State,
  };
  const inner = rest.length === 0 ? its : cutAfter(its, rest);
  if (!inner) return undefined;
  const before = children.slice(0, place);
  const keep = <V>(all: { readonly [name: string]: unknown }, end: V): Record<string, V> =>
    Object.fromEntries([
      ...before.flatMap(([child]) => (child in all ? [[child, all[child]]] : [])),
      ...(Object.keys(end as object).length > 0 ? [[name, end]] : []),
    ]);
  return {
    layer: sequential(Object.fromEntries([...before, [name!, inner.layer]])),
    params: keep(params, inner.params),
    state: keep(state, inner.state),
  };
};

/** Of any other model: the whole of it, listened to in the middle. What nobody reads is not computed. */
const tapped = (parts: ModelParts, wanted: string): Cut => {
  const { layer, params, state } = parts;
  const listen: Layer<unknown, unknown> = {
    kind: "features",
    init: (key, shape, following) => ({
      ...initialize(layer, key, shape, following),
      outputShape: rowShapes(predictionOf({ ...parts, layer: listen as AnyLayer }, parts.example)) as Shape,
    }),
    apply: (p, s, x, context) => {
      const seen = new Map<string, unknown>();
      const { state: next } = applyLayer(layer, p, s, x, {
        ...context,
        path: "",
        tap: (path, y) => void seen.set(path, y),
      });
      if (seen.has(wanted)) return { y: seen.get(wanted), state: next };
      throw new ModelError("layer", `There is no layer "${wanted}" in this model.`, {
        remedy: `There is ${[...seen.keys()].filter(Boolean).join(", ")}.`,
      });
    },
  };
  return { layer: listen, params, state };
};
