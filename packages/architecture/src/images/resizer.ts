import { type OnnxSession, openSession } from "@kaviar/tensor/onnx";
import type { Size } from "./choose-size.ts";
import type { DecodedImage } from "./decode.ts";
import { resizeFile } from "./resize.ts";

export interface Resizer {
  /** The pixels [C, height, width] of an image. */
  readonly resize: (image: DecodedImage) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/**
 * Resizes by the operators that a model's file has, so that what is learned from is what it will see. The thread that it runs
 * on does nothing else meanwhile.
 */
export const openResizer = (size: Size): Resizer => {
  let opened: Promise<OnnxSession> | undefined;
  return {
    resize: async (image) => {
      const { data, shape } = image;
      if (shape[0] === size[0] && shape[1] === size[1]) return planesOf(image);
      opened ??= openSession(resizeFile(size));
      const session = await opened;
      const { pixels } = await session.run({ image: { dtype: "uint8", shape: [1, ...shape], elements: data } });
      return pixels!.elements as Uint8Array;
    },
    close: async () => (await opened)?.release(),
  };
};

/** Channels one behind the other instead of beside each other. */
const planesOf = ({ data, shape: [height, width, channels] }: DecodedImage): Uint8Array => {
  if (channels === 1) return data;
  const area = height * width;
  const planes = new Uint8Array(data.length);
  for (let c = 0; c < channels; c++)
    for (let place = 0, from = c; place < area; place++, from += channels) planes[c * area + place] = data[from]!;
  return planes;
};
