import { law } from "@kaviar/base/check";
import type { LayerLike } from "./layer.ts";

export const layerLaw = law<LayerLike>(
  "a layer, or a function of a tensor",
  (x) => typeof x === "function" || (typeof x === "object" && x !== null && "apply" in x),
);
