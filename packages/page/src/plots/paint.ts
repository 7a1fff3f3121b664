import type { Rgb } from "../rgb.ts";

/** A part of a canvas in its own pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Layer {
  readonly canvas: OffscreenCanvas;
  readonly onCanvas: OffscreenCanvasRenderingContext2D;
  readonly image: ImageData;
  /** A pixel each: alpha, blue, green, red from the high byte on. */
  readonly words: Uint32Array;
}

let kept: Layer | undefined;

/** Kept while the size stays: a chart is drawn anew with each change, and megabytes are not made each time. */
const layerOf = (width: number, height: number): Layer => {
  if (kept?.canvas.width === width && kept.canvas.height === height) return kept;
  const canvas = new OffscreenCanvas(width, height);
  const onCanvas = canvas.getContext("2d")!;
  const image = onCanvas.createImageData(width, height);
  kept = { canvas, onCanvas, image, words: new Uint32Array(image.data.buffer) };
  return kept;
};

/** A colour as strong as is said, from 0, not at all, to 255: a pixel as `paint` has them. */
export const pixelOf = ([red, green, blue]: Rgb, strength: number): number =>
  strength === 0 ? 0 : ((strength << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/** Paints what is written to the pixels, row by row; `pixelOf` makes each. */
export const paint = (
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  write: (pixels: Uint32Array) => void,
): void => {
  const { canvas, onCanvas, image, words } = layerOf(Math.round(width), Math.round(height));
  write(words);
  onCanvas.putImageData(image, 0, 0);
  // Over what is there, which `putImageData` on the chart itself would wipe out.
  context.drawImage(canvas, Math.round(left), Math.round(top));
};
