import type { Rgb } from "../rgb.ts";
import { createMarkCounts, type MarkShape } from "./mark-counts.ts";
import type { Box } from "./paint.ts";

/** Marks of one colour, by their places in pixels of the box. */
export interface Marks {
  readonly count: number;
  /** NaN where there is none. */
  x(at: number): number;
  y(at: number): number;
  readonly colour: Rgb;
  /** A disc unless said; a diamond of the same radius is as wide, and smaller. */
  readonly shape?: MarkShape | undefined;
  /** How strong a single one is among many, from 0 to 1; half unless said. */
  readonly least?: number | undefined;
}

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
  const counts = createMarkCounts(width, height, radius, marks.shape);
  for (let at = 0; at < marks.count; at++) counts.add(marks.x(at), marks.y(at));
  counts.draw(context, box, marks.colour, marks.least);
};
