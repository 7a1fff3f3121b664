import { colour, ramp } from "@kaviar/page";
import { channels, drawCounts, radiusFor } from "@kaviar/page/plots";
import type uPlot from "uplot";
import type { LandscapeData } from "./landscape-data.ts";

/** Up to so many trials are marked on the landscape: more would hide it. */
export const mostMarks = 1_000;

/** The smoothed value of each cell by its rank, and on it the trials that it comes from. */
export const drawLandscape = ({ ctx, bbox }: uPlot, data: LandscapeData): void => {
  const { columns, rows, ranks, drawn } = data;
  const shade = ramp();
  const [width, height] = [bbox.width / columns, bbox.height / rows];
  for (const [cell, rank] of ranks.entries()) {
    if (Number.isNaN(rank)) continue;
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    ctx.fillStyle = shade(rank);
    // A little wider, so that no ground shines through between two.
    ctx.fillRect(bbox.left + column * width, bbox.top + bbox.height - (row + 1) * height, width + 0.7, height + 0.7);
  }
  if (drawn > mostMarks) return;
  const [across, up] = data.places;
  ctx.save();
  ctx.fillStyle = colour.card();
  ctx.strokeStyle = colour.text();
  ctx.lineWidth = 0.7 * devicePixelRatio;
  for (let number = 0; number < across.length; number++) {
    if (Number.isNaN(across[number]!)) continue;
    ctx.beginPath();
    const [x, y] = [bbox.left + across[number]! * bbox.width, bbox.top + (1 - up[number]!) * bbox.height];
    ctx.arc(x, y, 2 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
};

/** Of so many shades the ranks are drawn. */
const shades = 8;

/** Up to so many are drawn in the full colour of their rank; of more it is counted how many fall on each pixel. */
const mostDiscs = 3_000;

/** Each trial by its rank, the worst first and the best above them. */
export const drawRanks = ({ ctx, bbox }: uPlot, { places: [across, up], shares, drawn }: LandscapeData): void => {
  const shade = ramp();
  const radius = (radiusFor(drawn) + 0.5) * devicePixelRatio;
  for (let level = shades - 1; level >= 0; level--) {
    const colourOfLevel = shade((level + 0.5) / shades);
    const x = (number: number) =>
      Math.min(Math.floor(shares[number]! * shades), shades - 1) === level ? across[number]! * bbox.width : Number.NaN;
    const y = (number: number) => (1 - up[number]!) * bbox.height;
    if (drawn > mostDiscs) {
      drawCounts(ctx, bbox, { count: across.length, x, y, colour: channels(colourOfLevel) }, radius);
      continue;
    }
    ctx.fillStyle = colourOfLevel;
    for (let number = 0; number < across.length; number++) {
      if (Number.isNaN(x(number))) continue;
      ctx.beginPath();
      ctx.arc(bbox.left + x(number), bbox.top + y(number), radius, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
};
