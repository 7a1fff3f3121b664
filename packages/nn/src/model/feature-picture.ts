import { type OptionsOf, whole } from "@kaviar/base/check";
import { encodePng } from "@kaviar/base/picture";
import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";

const read = options("featurePicture", {
  /** Pixels of the picture for each number. */
  scale: whole(1).default(4),
});

export type FeaturePictureOptions = OptionsOf<typeof read>;

/**
 * What convolutions see, as a PNG file: a line for each example, a square for each channel, from its smallest number
 * (black) to its largest (white).
 *
 * ```ts
 * const maps = await features(trained, "conv2d").predict(x.slice(0, 4));           // [4, C, H, W]
 * await writeFile("conv2d.png", await featurePicture(maps));
 * ```
 * Kernels are drawn the same way: [O, C, h, w] are a line for each output.
 */
export const featurePicture = async (maps: Tensor, options: FeaturePictureOptions = {}): Promise<Uint8Array> => {
  const { scale } = read(options);
  if (maps.rank !== 4) {
    throw new ModelError(
      "shape",
      `A picture shows maps [examples, channels, height, width]: got [${maps.shape.join(", ")}].`,
      {
        remedy: "Take the output of a convolution or pooling layer.",
      },
    );
  }
  const [examples, channels, height, width] = maps.shape as [number, number, number, number];
  const numbers = await maps.data();
  const gap = 1;
  const cell = { width: width * scale + gap, height: height * scale + gap };
  const size = { width: channels * cell.width + gap, height: examples * cell.height + gap };
  const pixels = new Uint8Array(size.width * size.height).fill(64);
  for (let example = 0; example < examples; example++) {
    for (let channel = 0; channel < channels; channel++) {
      const at = (example * channels + channel) * height * width;
      const map = numbers.subarray(at, at + height * width);
      const [low, high] = [map.reduce((a, b) => Math.min(a, b)), map.reduce((a, b) => Math.max(a, b))];
      const [left, top] = [channel * cell.width + gap, example * cell.height + gap];
      for (let y = 0; y < height * scale; y++) {
        for (let x = 0; x < width * scale; x++) {
          const value = map[Math.floor(y / scale) * width + Math.floor(x / scale)]!;
          pixels[(top + y) * size.width + left + x] = high > low ? Math.round((255 * (value - low)) / (high - low)) : 0;
        }
      }
    }
  }
  return encodePng(pixels, size.width, size.height);
};
