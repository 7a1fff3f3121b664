export { type Border, crop, zeroPad } from "./border.ts";
export { channelsFirst } from "./channels-first.ts";
export { flatten } from "./flatten.ts";
export { permute } from "./permute.ts";
export { repeatVector } from "./repeat-vector.ts";
export { reshape } from "./reshape.ts";
export { resize } from "./resize.ts";
export { upsample } from "./upsample.ts";
