export type { Size } from "./choose-size.ts";
export type { DecodedImage } from "./decode.ts";
export { type DecodeImageOptions, decodeImage } from "./decode-image.ts";
export type { ClassCount, ImageRows } from "./image-rows.ts";
export type { Channels } from "./in-channels.ts";
export type { ImageSource } from "./open-source.ts";
export { type ReadImagesOptions, readImages } from "./read-images.ts";
export type { BrokenFile } from "./source.ts";
export { withImageInput } from "./with-image-input.ts";
