export { type LayerCode, type LayerCodeOptions, layerCode } from "./layer-code.ts";
export { type LayerJson, layerFrom, layerToJson, ownLayers } from "./registry.ts";
