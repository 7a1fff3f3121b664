import type { Tensor } from "@kaviar/tensor";
import type { Activation, ActivationOptions } from "../activations/contract/activation.ts";
import { activationFrom, activations } from "../activations/contract/table.ts";
import { ModelError } from "../error.ts";
import { asLayer, functionOf } from "../layers/contract/function-layer.ts";
import type { AnyLayer, Json, LayerLike } from "../layers/contract/layer.ts";
import { channelsFirst } from "../layers/shaping/channels-first.ts";
import { flatten } from "../layers/shaping/flatten.ts";
import { join } from "../parameters/parameters.ts";
import { rebuild } from "./rebuild.ts";

/** A layer as a file says it. */
export interface LayerJson {
  readonly kind: string;
  readonly options?: { readonly [name: string]: Json };
  readonly children?: { readonly [name: string]: LayerJson };
}

/** Functions that are no activations, under the names that files store. */
export const functions: Readonly<Record<string, (x: Tensor) => Tensor>> = { flatten, channelsFirst };

const table: Readonly<Record<string, (options: never, children: never) => AnyLayer>> = rebuild;

/**
 * A layer and all that is in it as data, to be made again with `layerFrom`; `undefined` where a function of your own is
 * in it: `ownLayers` says which.
 *
 * ```ts
 * layerToJson(sequential(dense(8), relu)); // { kind: "sequential", children: { dense: { kind: "dense", … }, … } }
 * ```
 * Initializers are left out: they matter before the first step only.
 */
export const layerToJson = (like: LayerLike): LayerJson | undefined => {
  const layer = asLayer(like);
  return ownLayers(layer).length > 0 ? undefined : write(layer);
};

const write = (layer: AnyLayer): LayerJson => ({
  kind: layer.kind,
  ...(layer.options ? { options: layer.options } : {}),
  ...(layer.children
    ? {
        children: Object.fromEntries(
          Object.entries(layer.children).map(([name, child]) => [name, write(asLayer(child))]),
        ),
      }
    : {}),
});

/** The paths of the parts that a file cannot name: functions, graphs and layers of your own. "" is the layer itself. */
export const ownLayers = (like: LayerLike, path = ""): readonly string[] => {
  const layer = asLayer(like);
  const f = functionOf(layer);
  if (f ? !isNamed(f) : !Object.hasOwn(table, layer.kind)) return [path];
  return Object.entries(layer.children ?? {}).flatMap(([name, child]) => ownLayers(child, join(path, name)));
};

const isNamed = (f: (x: Tensor) => Tensor): boolean => {
  if (functions[f.name] === f) return true;
  const known = Object.hasOwn(activations, f.name) ? activations[f.name as keyof typeof activations] : undefined;
  // With other parameters it is another function, and has the same card.
  return known !== undefined && (f as Partial<Activation>).about === known.about;
};

/** The same layer around other children; undefined where it is of a kind that a file cannot name. */
export const withChildren = (layer: AnyLayer, children: Readonly<Record<string, AnyLayer>>): AnyLayer | undefined =>
  Object.hasOwn(table, layer.kind) ? table[layer.kind]!((layer.options ?? {}) as never, children as never) : undefined;

/** The same layer with some of its options changed; its initializer is the usual one. */
export const withOptions = (layer: AnyLayer, options: Readonly<Record<string, Json>>): AnyLayer | undefined =>
  Object.hasOwn(table, layer.kind)
    ? table[layer.kind]!({ ...layer.options, ...options } as never, (layer.children ?? {}) as never)
    : undefined;

/** The same layer as if nothing but what a file says of it had been asked for: its initializer is the usual one. */
export const asWritten = (layer: AnyLayer): AnyLayer => {
  const json = layerToJson(layer);
  return json ? layerFrom(json) : layer;
};

/**
 * The layer that `layerToJson` has written.
 *
 * ```ts
 * const again = layerFrom(JSON.parse(text));
 * ```
 * Its parameters begin anew, as those of any layer do.
 */
export const layerFrom = ({ kind, options = {}, children = {} }: LayerJson): AnyLayer => {
  if (Object.hasOwn(functions, kind)) return asLayer(functions[kind]!);
  if (Object.hasOwn(activations, kind)) return asLayer(activationFrom(kind, options as ActivationOptions));
  if (!Object.hasOwn(table, kind)) {
    throw new ModelError("file", `A file names layers that are known here: got "${kind}".`, {
      remedy: "It was written by a later version, or has been changed: load(file, { model }) takes your own layers.",
    });
  }
  const parts = Object.entries(children).map(([name, child]) => [name, layerFrom(child)] as const);
  return table[kind]!(options as never, Object.fromEntries(parts) as never);
};
