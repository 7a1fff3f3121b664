import { colour } from "@kaviar/page";
import { drawCounts, radiusFor, rgb } from "@kaviar/page/plots";
import type uPlot from "uplot";
import { standings } from "../../../../src/columns/standing.ts";
import { placing } from "../../charts/span.ts";
import type { ParetoData } from "./pareto-data.ts";

/** All trials, counted per pixel, and above them the front. */
export const drawPareto = ({ ctx, bbox }: uPlot, data: ParetoData): void => {
  const { table, across, up, front, drawn } = data;
  const [x, y] = [placing(data.x), placing(data.y)];
  for (const kind of ["infeasible", "complete"] as const) {
    const place = standings.indexOf(kind);
    drawCounts(
      ctx,
      bbox,
      {
        count: table.rows,
        x: (number) => (table.standing[number] === place ? x(across[number]!) * bbox.width : Number.NaN),
        y: (number) => (1 - y(up[number]!)) * bbox.height,
        colour: rgb(kind),
      },
      radiusFor(drawn) * devicePixelRatio,
    );
  }
  const at = (number: number): readonly [number, number] => [
    bbox.left + x(across[number]!) * bbox.width,
    bbox.top + (1 - y(up[number]!)) * bbox.height,
  ];
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour.text();
  ctx.lineWidth = 1.5 * devicePixelRatio;
  if (data.steps !== undefined) {
    ctx.beginPath();
    for (const [place, number] of front.entries()) {
      const [[left, top], [beforeLeft, beforeTop]] = [at(number), at(front[place - 1] ?? number)];
      // What a trial reaches holds until the next one does better.
      if (data.steps === "minimize") ctx.lineTo(left, beforeTop);
      else ctx.lineTo(beforeLeft, top);
      ctx.lineTo(left, top);
    }
    ctx.stroke();
  }
  for (const number of front) {
    ctx.beginPath();
    ctx.arc(...at(number), 4.5 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fillStyle = colour.text();
    ctx.fill();
    ctx.strokeStyle = colour.card();
    ctx.stroke();
  }
  ctx.restore();
};
