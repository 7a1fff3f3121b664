import { colourNamed } from "@kaviar/page";
import type uPlot from "uplot";
import { placing } from "../charts/span.ts";
import type { Comparison } from "./comparison.ts";

/** Told apart by more than their colours. */
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [12, 3, 2, 3], [5, 2], [1, 5]];

/** The steps of each study, from its first value to its end. */
export const drawComparison = ({ ctx, bbox }: uPlot, { lines, x, y }: Comparison): void => {
  const [across, up] = [placing(x), placing(y)];
  const xOf = (at: number) => bbox.left + across(at) * bbox.width;
  const yOf = (value: number) => bbox.top + (1 - up(value)) * bbox.height;
  ctx.save();
  ctx.lineWidth = 2 * devicePixelRatio;
  for (const { place, points, end } of lines) {
    ctx.beginPath();
    let before: number | undefined;
    for (const { at, value } of points) {
      if (before !== undefined) ctx.lineTo(xOf(at), yOf(before));
      ctx.lineTo(xOf(at), yOf(value));
      before = value;
    }
    ctx.lineTo(xOf(end), yOf(points.at(-1)!.value));
    ctx.setLineDash(dashes[place % dashes.length]!.map((length) => length * devicePixelRatio));
    ctx.strokeStyle = colourNamed(`study-${place + 1}`);
    ctx.stroke();
  }
  ctx.restore();
};
