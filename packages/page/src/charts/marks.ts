import { drawCounts, type Marks, radiusFor } from "../plots/count-per-pixel.ts";
import { findMark, type PlacedMarks } from "./find-mark.ts";
import type { Layer } from "./layer.ts";
import { span } from "./span.ts";

/** Marks of one look. */
export interface MarkGroup extends PlacedMarks, Pick<Marks, "colour" | "shape" | "least"> {
  /** How much larger they are than others. */
  readonly size?: number;
}

/** Marks at two numbers, counted per pixel; the last group lies on top. */
export const marks = (groups: readonly MarkGroup[]): Layer => {
  const count = groups.reduce((sum, { data }) => sum + data.length, 0);
  return {
    x: span(groups.map(({ x }) => x)),
    y: span(groups.map(({ y }) => y)),
    draw: (context, frame, sharpness) => {
      const box = { left: 0, top: 0, width: frame.width, height: frame.height };
      for (const { x, y, data, size = 1, ...look } of groups)
        drawCounts(
          context,
          box,
          { count: data.length, x: (at) => frame.x(x[at]!), y: (at) => frame.y(y[at]!), ...look },
          radiusFor(count) * size * sharpness,
        );
    },
    find: (left, top, frame) => findMark(groups, left, top, frame),
  };
};
