import type { Rgb } from "../rgb.ts";
import { type Box, paint, pixelOf } from "./paint.ts";

/** Lines of one colour from lane to lane, by their places in pixels of the box. */
export interface Lines {
  readonly count: number;
  /** Where the lanes stand, from left to right. */
  readonly lanes: readonly number[];
  /** How far below the top a line passes a lane. */
  y(line: number, lane: number): number;
  readonly colour: Rgb;
  readonly isDashed?: boolean;
  /** How strong a single line is, from 0 to 1; each doubling counts the same up to where most lie. */
  readonly least: number;
}

/** Draws lines by counting how many pass each pixel, as `drawCounts` does marks: each in shades, so that none has steps. */
export const drawLines = (context: CanvasRenderingContext2D, box: Box, lines: Lines): void => {
  const [width, height] = [Math.round(box.width), Math.round(box.height)];
  if (width < 1 || height < 1 || lines.count === 0) return;
  // A row and a column more: a line lies between two.
  const counts = new Float32Array((width + 1) * (height + 1));
  const { lanes, isDashed = false } = lines;
  for (let line = 0; line < lines.count; line++)
    for (let lane = 1; lane < lanes.length; lane++)
      addSegment(
        counts,
        width + 1,
        isDashed,
        lanes[lane - 1]!,
        lines.y(line, lane - 1),
        lanes[lane]!,
        lines.y(line, lane),
      );
  const most = Math.log(
    Math.max(
      counts.reduce((a, b) => Math.max(a, b), 0),
      2,
    ),
  );
  const strengthAt = (pixel: number) => {
    const count = counts[pixel + Math.floor(pixel / width)]!;
    if (count === 0) return 0;
    if (count < 1) return Math.round(255 * lines.least * count);
    return Math.round(255 * (lines.least + ((1 - lines.least) * Math.log(count)) / most));
  };
  paint(context, box, (pixels) => {
    for (let pixel = 0; pixel < pixels.length; pixel++) pixels[pixel] = pixelOf(lines.colour, strengthAt(pixel));
  });
};

/** How long a dash is, and with the gap behind it. */
const [dash, period] = [5, 9];

/** Parts each step between the two pixels it lies between (Wu 1991); the end is left to the next segment. */
const addSegment = (
  counts: Float32Array,
  stride: number,
  isDashed: boolean,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void => {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const isFlat = Math.abs(dx) >= Math.abs(dy);
  const steps = Math.max(Math.round(isFlat ? Math.abs(dx) : Math.abs(dy)), 1);
  const [perX, perY, beside] = [dx / steps, dy / steps, isFlat ? stride : 1];
  for (let step = 0; step < steps; step++) {
    if (isDashed && step % period >= dash) continue;
    const x = fromX + perX * step;
    const y = fromY + perY * step;
    const column = isFlat ? Math.round(x) : Math.floor(x);
    const row = isFlat ? Math.floor(y) : Math.round(y);
    const part = isFlat ? y - row : x - column;
    const at = row * stride + column;
    counts[at]! += 1 - part;
    counts[at + beside]! += part;
  }
};
