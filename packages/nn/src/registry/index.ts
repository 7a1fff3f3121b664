export { type LayerJson, layerFrom, layerToJson, ownLayers } from "./registry.ts";
