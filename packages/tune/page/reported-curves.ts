import { rgb } from "@kaviar/page";
import { type Layer, marks } from "@kaviar/page/charts";
import type { IntermediateValues } from "../src/report/plots/index.ts";
import { type Standing, standingAs, standingColour, standings } from "./standing.ts";

/** Curves with a point at each report, the last on top. */
export const reportedCurves = (curves: IntermediateValues["curves"]): Layer => {
  const pointsOf = (standing: Standing) => {
    const own = curves.filter(({ state, feasible }) => standingAs(state, feasible) === standing);
    const points = own.flatMap(({ trial, points }) => points.map((point) => ({ ...point, trial })));
    return {
      x: Float64Array.from(points, ({ step }) => step),
      y: Float64Array.from(points, ({ value }) => value),
      data: Int32Array.from(points, ({ trial }) => trial),
      colour: rgb(standing),
      size: 0.8,
    };
  };
  const points = marks(standings.map(pointsOf));
  return {
    ...points,
    draw: (context, frame, sharpness) => {
      context.globalAlpha = 0.45;
      context.lineWidth = 1.2 * sharpness;
      context.lineJoin = "round";
      for (const { state, feasible, points } of curves) {
        context.beginPath();
        for (const { step, value } of points) context.lineTo(frame.x(step), frame.y(value));
        context.strokeStyle = standingColour(standingAs(state, feasible));
        context.stroke();
      }
      context.globalAlpha = 0.7;
      points.draw(context, frame, sharpness);
    },
  };
};
