import { colour } from "@kaviar/page";
import { drawCounts, radiusFor, rgb } from "@kaviar/page/plots";
import type uPlot from "uplot";
import { placing } from "../../charts/span.ts";
import type { ProgressData } from "./progress-data.ts";

/** Every score, counted per pixel, and the best so far as steps with a mark at each. */
export const drawProgress = ({ ctx, bbox }: uPlot, { scored, steps, x, y }: ProgressData): void => {
  const [across, up] = [placing(x), placing(y)];
  drawCounts(
    ctx,
    bbox,
    {
      count: scored.length,
      x: (at) => across(scored[at]!.at) * bbox.width,
      y: (at) => (1 - up(scored[at]!.pipeline.score)) * bbox.height,
      colour: rgb("complete"),
    },
    radiusFor(scored.length) * devicePixelRatio,
  );
  const placeOf = ({ at, pipeline }: (typeof steps)[number]): readonly [number, number] => [
    bbox.left + across(at) * bbox.width,
    bbox.top + (1 - up(pipeline.score)) * bbox.height,
  ];
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour.text();
  ctx.fillStyle = colour.text();
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  let before: number | undefined;
  for (const step of steps) {
    const [left, top] = placeOf(step);
    if (before !== undefined) ctx.lineTo(left, before);
    ctx.lineTo(left, top);
    before = top;
  }
  if (before !== undefined) ctx.lineTo(bbox.left + bbox.width, before);
  ctx.stroke();
  for (const step of steps) {
    ctx.beginPath();
    ctx.arc(...placeOf(step), 4 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
};
