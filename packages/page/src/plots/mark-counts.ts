import type { Rgb } from "../rgb.ts";
import { type Box, paint, pixelOf } from "./paint.ts";

export type MarkShape = "disc" | "diamond";

/** How many marks lie on each pixel of a box. They may be kept while the axes stay: what is new is then added to them. */
export interface MarkCounts {
  /** One more mark, by the middle of it in pixels; nothing where that is outside, or NaN. */
  add(x: number, y: number): void;
  /** Colours each pixel the stronger the more marks lie on it; `least` is how strong a single one is among many. */
  draw(context: CanvasRenderingContext2D, box: Box, colour: Rgb, least?: number): void;
}

export const createMarkCounts = (
  width: number,
  height: number,
  radius: number,
  shape: MarkShape = "disc",
): MarkCounts => {
  const counts = new Uint32Array(width * height);
  const { right, below, reach } = stamp(radius, shape);
  const offsets = right.map((dx, pixel) => below[pixel]! * width + dx);
  let most = 0;
  return {
    add: (left, top) => {
      const x = Math.round(left);
      const y = Math.round(top);
      if (!(x >= 0 && x < width && y >= 0 && y < height)) return;
      const middle = y * width + x;
      const isWhole = x >= reach && x < width - reach && y >= reach && y < height - reach;
      for (let pixel = 0; pixel < offsets.length; pixel++) {
        if (!isWhole && !isInside(x + right[pixel]!, y + below[pixel]!, width, height)) continue;
        const place = middle + offsets[pixel]!;
        const count = counts[place]! + 1;
        counts[place] = count;
        if (count > most) most = count;
      }
    },
    draw: (context, box, colour, least) => {
      if (most === 0) return;
      const shades = Uint32Array.from(strengths(most, least), (strength) => pixelOf(colour, strength));
      const last = shades.length - 1;
      paint(context, box, (pixels) => {
        for (let pixel = 0; pixel < pixels.length; pixel++) pixels[pixel] = shades[Math.min(counts[pixel]!, last)]!;
      });
    },
  };
};

/** The pixels of a mark around the one in its middle, by how far they are to the right and below. */
const stamp = (radius: number, shape: MarkShape) => {
  const [right, below]: [number[], number[]] = [[], []];
  const reach = Math.floor(radius);
  const isCovered = (dx: number, dy: number) =>
    shape === "disc" ? dx * dx + dy * dy <= radius * radius : Math.abs(dx) + Math.abs(dy) <= radius;
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      if (!isCovered(dx, dy)) continue;
      right.push(dx);
      below.push(dy);
    }
  return { right: Int32Array.from(right), below: Int32Array.from(below), reach };
};

const isInside = (x: number, y: number, width: number, height: number): boolean =>
  x >= 0 && x < width && y >= 0 && y < height;

/** How strong a pixel with so many marks is: one is seen, and each doubling counts the same. */
const strengths = (most: number, least = 0.5): Uint8ClampedArray =>
  Uint8ClampedArray.from({ length: Math.min(most, 4096) + 1 }, (_, count) =>
    count === 0
      ? 0
      : 255 * (most === 1 ? Math.max(0.8, least) : least + ((1 - least) * Math.log(count)) / Math.log(most)),
  );
