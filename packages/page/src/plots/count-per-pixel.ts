import type { Rgb } from "../rgb.ts";
import { type Box, paint } from "./paint.ts";

/** Marks of one colour, by their places in pixels of the box. */
export interface Marks {
  readonly count: number;
  /** NaN where there is none. */
  x(at: number): number;
  y(at: number): number;
  readonly colour: Rgb;
  /** A disc unless said; a diamond of the same radius is as wide, and smaller. */
  readonly shape?: "disc" | "diamond" | undefined;
  /** How strong a single one is among many, from 0 to 1; half unless said. */
  readonly least?: number | undefined;
}

/** The pixels of a mark around the one in its middle, by how far they are to the right and below. */
const stamp = (radius: number, shape: Marks["shape"] = "disc") => {
  const [right, below]: [number[], number[]] = [[], []];
  const reach = Math.floor(radius);
  const isInside = (dx: number, dy: number) =>
    shape === "disc" ? dx * dx + dy * dy <= radius * radius : Math.abs(dx) + Math.abs(dy) <= radius;
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      if (!isInside(dx, dy)) continue;
      right.push(dx);
      below.push(dy);
    }
  return { right: Int32Array.from(right), below: Int32Array.from(below), reach };
};

/** The more marks there are, the smaller each: in pixels of the screen. */
export const radiusFor = (count: number): number =>
  count <= 200 ? 3.5 : count <= 2_000 ? 2.5 : count <= 20_000 ? 1.5 : 1;

/**
 * Draws marks by counting how many fall on each pixel, and colouring it the stronger the more there are: a hundred thousand
 * take as long as the pixels do, and where they lie dense it still shows how dense.
 */
export const drawCounts = (context: CanvasRenderingContext2D, box: Box, marks: Marks, radius: number): void => {
  const [width, height] = [Math.round(box.width), Math.round(box.height)];
  if (width < 1 || height < 1 || marks.count === 0) return;
  const counts = new Uint32Array(width * height);
  const { right, below, reach } = stamp(radius, marks.shape);
  const offsets = right.map((dx, pixel) => below[pixel]! * width + dx);
  let most = 0;
  for (let at = 0; at < marks.count; at++) {
    const x = Math.round(marks.x(at));
    const y = Math.round(marks.y(at));
    if (!(x >= 0 && x < width && y >= 0 && y < height)) continue;
    const middle = y * width + x;
    const isWhole = x >= reach && x < width - reach && y >= reach && y < height - reach;
    for (let pixel = 0; pixel < offsets.length; pixel++) {
      if (!isWhole && !isInside(x + right[pixel]!, y + below[pixel]!, width, height)) continue;
      const place = middle + offsets[pixel]!;
      const count = counts[place]! + 1;
      counts[place] = count;
      if (count > most) most = count;
    }
  }
  if (most === 0) return;
  const strength = strengths(most, marks.least);
  const last = strength.length - 1;
  paint(context, box, (pixel) => strength[Math.min(counts[pixel]!, last)]!, marks.colour);
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
