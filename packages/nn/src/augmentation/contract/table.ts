import type { Layer } from "../../layers/contract/layer.ts";
import { cutout } from "../cutout.ts";
import { jitter } from "../jitter.ts";
import { randomBrightness } from "../random-brightness.ts";
import { randomContrast } from "../random-contrast.ts";
import { randomCrop } from "../random-crop.ts";
import { randomErase } from "../random-erase.ts";
import { randomFlip } from "../random-flip.ts";
import { randomHue } from "../random-hue.ts";
import { randomRotation } from "../random-rotation.ts";
import { randomSaturation } from "../random-saturation.ts";
import { randomShift } from "../random-shift.ts";
import { randomZoom } from "../random-zoom.ts";

/** The layers that a file can name, by kind: each is made again from its options. */
export const augmentations = {
  cutout,
  jitter,
  randomBrightness,
  randomContrast,
  randomCrop,
  randomErase,
  randomFlip,
  randomHue,
  randomRotation,
  randomSaturation,
  randomShift,
  randomZoom,
} satisfies Readonly<Record<string, (options: never) => Layer>>;
