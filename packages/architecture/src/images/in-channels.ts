import type { DecodedImage } from "./decode.ts";

/** Channels of a network's images: one of grey, or red, green and blue. */
export type Channels = 1 | 3;

/** The image in so many channels: grey is each of three colours, and colours are as bright as they look. */
export const inChannels = (image: DecodedImage, channels: Channels): DecodedImage => {
  const [height, width, own] = image.shape;
  if (own === channels) return image;
  const data = channels === 1 ? brightness(image.data) : threefold(image.data);
  return { data, shape: [height, width, channels] };
};

/** 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) in 16 bits behind the point, to the last bit that of Pillow's mode "L". */
const brightness = (rgb: Uint8Array): Uint8Array => {
  const grey = new Uint8Array(rgb.length / 3);
  for (let pixel = 0, i = 0; pixel < grey.length; pixel++, i += 3) {
    grey[pixel] = (19595 * rgb[i]! + 38470 * rgb[i + 1]! + 7471 * rgb[i + 2]! + 32768) >> 16;
  }
  return grey;
};

const threefold = (grey: Uint8Array): Uint8Array => {
  const rgb = new Uint8Array(grey.length * 3);
  for (let pixel = 0, i = 0; pixel < grey.length; pixel++, i += 3) rgb.fill(grey[pixel]!, i, i + 3);
  return rgb;
};
