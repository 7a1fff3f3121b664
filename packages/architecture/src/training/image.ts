import {
  type LayerLike,
  randomBrightness,
  randomContrast,
  randomErase,
  randomFlip,
  randomRotation,
  randomShift,
  randomZoom,
  rescale,
} from "@kaviar/nn";
import { bool, float } from "@kaviar/tune";
import { defineTraining } from "../contract/training-space.ts";
import { imageViews } from "./image-views.ts";
import { batchFor, commonSpace } from "./plain-training.ts";

/** How images are changed at random, and networks for them trained. */
export const imageTraining = defineTraining<"image">()({
  space: () => ({
    ...commonSpace,
    /** Whether left and right may be exchanged: of clothes, not of letters. */
    flip: bool({ tag: "training" }),
    shift: float(0, 0.12, { tag: "training" }),
    rotate: float(0, 12, { tag: "training" }),
    zoom: float(0, 0.15, { tag: "training" }),
    erase: float(0, 0.5, { tag: "training" }),
    light: float(0, 0.2, { tag: "training" }),
  }),
  recipes: ({ rows, target }) => {
    const usual = {
      rate: 4e-3,
      decay: 0.02,
      batch: batchFor(rows),
      smoothing: target === "classes" ? 0.05 : 0,
      shift: 0.08,
      rotate: 0,
      zoom: 0,
      erase: 0,
      light: 0,
    };
    return [
      { ...usual, flip: false },
      { ...usual, flip: true },
      { ...usual, flip: false, rotate: 10, zoom: 0.1 },
    ];
  },
  before: ({ flip, shift, rotate, zoom, erase, light }) => [
    rescale(1 / 255),
    ...(flip ? [randomFlip()] : []),
    ...(shift > 0 ? [randomShift({ horizontal: shift, vertical: shift })] : []),
    ...(rotate > 0 ? [randomRotation({ degrees: rotate })] : []),
    ...(zoom > 0 ? [randomZoom({ share: zoom })] : []),
    ...(light > 0 ? lightOf(light) : []),
    ...(erase > 0 ? [randomErase({ probability: erase, area: [0.02, 0.2] })] : []),
  ],
  views: imageViews,
});

const lightOf = (range: number): readonly LayerLike[] => [randomBrightness({ range }), randomContrast({ range })];
