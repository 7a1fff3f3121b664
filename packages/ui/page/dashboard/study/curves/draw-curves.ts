import { colour, colourNamed } from "@kaviar/page";
import type uPlot from "uplot";
import { placing } from "../../charts/span.ts";
import type { CurvesData, DrawnCurve } from "./curves-data.ts";

/** All curves in the colours of their standings, above them the best, and the one that the pointer is at. */
export const drawCurves = ({ ctx, bbox }: uPlot, data: CurvesData, at: number | undefined): void => {
  const { curves, best } = data;
  const [x, y] = [placing(data.x), placing(data.y)];
  const trace = ({ step, value }: DrawnCurve) => {
    let isOpen = false;
    ctx.beginPath();
    for (let point = 0; point < step.length; point++) {
      const [left, top] = [bbox.left + x(step[point]!) * bbox.width, bbox.top + (1 - y(value[point]!)) * bbox.height];
      if (!Number.isFinite(top)) {
        isOpen = false;
        continue;
      }
      if (!isOpen) ctx.moveTo(left, top);
      // Also to where it begins: a curve of one point is a dot.
      ctx.lineTo(left, top);
      isOpen = true;
    }
    ctx.stroke();
  };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.lineWidth = 1.2 * devicePixelRatio;
  ctx.globalAlpha = Math.min(Math.max(25 / curves.length, 0.25), 0.8);
  for (const curve of curves) {
    ctx.strokeStyle = colourNamed(curve.standing);
    trace(curve);
  }
  ctx.globalAlpha = 1;
  for (const [number, stroke] of [
    [best, colour.text()],
    [at, colour.accent()],
  ] as const) {
    const curve = curves.find((each) => each.number === number);
    if (curve === undefined) continue;
    ctx.strokeStyle = stroke;
    ctx.lineWidth = 2.5 * devicePixelRatio;
    trace(curve);
  }
  ctx.restore();
};
