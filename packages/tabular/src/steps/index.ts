export { type ScaleOptions, scale } from "./scale.ts";
