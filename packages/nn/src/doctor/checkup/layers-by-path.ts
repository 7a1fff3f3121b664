import { asLayer } from "../../layers/contract/function-layer.ts";
import type { AnyLayer } from "../../layers/contract/layer.ts";
import { join } from "../../parameters/parameters.ts";

/** What a model is made of: the layers by their paths, in the order in which they stand in it. */
export const layersByPath = (layer: AnyLayer, path = ""): ReadonlyMap<string, AnyLayer> =>
  new Map([
    [path, layer] as const,
    ...Object.entries(layer.children ?? {}).flatMap(([name, child]) => [
      ...layersByPath(asLayer(child), join(path, name)),
    ]),
  ]);
