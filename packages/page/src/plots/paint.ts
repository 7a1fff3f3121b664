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

/** Paints a colour as strong on each pixel, row by row, as is said of it: from 0, not at all, to 255. */
export const paint = (
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  strengthAt: (pixel: number) => number,
  [red, green, blue]: Rgb,
): void => {
  const { canvas, onCanvas, image, words } = layerOf(Math.round(width), Math.round(height));
  const ground = (blue << 16) | (green << 8) | red;
  for (let pixel = 0; pixel < words.length; pixel++) {
    const strength = strengthAt(pixel);
    words[pixel] = strength === 0 ? 0 : (strength << 24) | ground;
  }
  onCanvas.putImageData(image, 0, 0);
  // Over what is there, which `putImageData` on the chart itself would wipe out.
  context.drawImage(canvas, Math.round(left), Math.round(top));
};
