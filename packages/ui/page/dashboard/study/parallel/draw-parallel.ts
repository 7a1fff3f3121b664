import { colour, ramp } from "@kaviar/page";
import { channels, rgb } from "@kaviar/page/plots";
import { ticksOf } from "../../charts/ticks.ts";
import { countLines } from "./count-lines.ts";
import type { ParallelData } from "./parallel-data.ts";
import { type Frame, xOf, yOf } from "./parallel-frame.ts";

/** Up to so many are drawn as lines; of more it is counted how many pass each pixel. */
const mostLines = 2_000;

/** Those that do not pass the filter, pale; those without a value; and the others from the worst to the best. */
export const drawParallel = (context: CanvasRenderingContext2D, frame: Frame, data: ParallelData): void => {
  const { all, shown, shares } = data;
  const [out, plain, ranked]: [number[], number[], number[]] = [[], [], []];
  for (let number = 0; number < shares.length; number++) {
    if (Number.isNaN(all.standing[number]!)) continue;
    if (Number.isNaN(shown.standing[number]!)) out.push(number);
    else if (Number.isNaN(shares[number]!)) plain.push(number);
    else ranked.push(number);
  }
  const shade = ramp();
  const grey = rgb("soft");
  layer(context, frame, out, 0.18, () => grey);
  layer(context, frame, plain, 0.45, () => grey);
  ranked.sort((a, b) => shares[b]! - shares[a]!);
  layer(context, frame, ranked, 0.9, (number) => channels(shade(number)), shares);
  drawAxes(context, frame);
};

const layer = (
  context: CanvasRenderingContext2D,
  frame: Frame,
  numbers: readonly number[],
  strength: number,
  shade: (share: number) => readonly [number, number, number],
  shares?: Float32Array,
): void => {
  if (numbers.length === 0 || frame.axes.length < 2) return;
  if (numbers.length > mostLines) {
    countLines(context, frame, numbers, { strength, shade, shares });
    return;
  }
  context.save();
  context.lineWidth = 1.2;
  context.globalAlpha = strength * Math.min(Math.max(60 / numbers.length, 0.3), 1);
  for (const number of numbers) {
    context.strokeStyle = `rgb(${shade(shares?.[number] ?? 0).join(",")})`;
    traceLine(context, frame, number);
  }
  context.restore();
};

export const traceLine = (context: CanvasRenderingContext2D, frame: Frame, number: number): void => {
  context.beginPath();
  for (let axis = 0; axis < frame.axes.length; axis++) context.lineTo(xOf(frame, axis), yOf(frame, axis, number));
  context.stroke();
};

const drawAxes = (context: CanvasRenderingContext2D, frame: Frame): void => {
  const { axes, top, bottom, absent, apart } = frame;
  context.save();
  context.font = "12px system-ui, sans-serif";
  context.lineWidth = 1;
  for (const [at, { span, hasAbsent }] of axes.entries()) {
    const x = Math.round(xOf(frame, at)) + 0.5;
    context.strokeStyle = colour.soft();
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, bottom);
    context.stroke();
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    context.fillStyle = colour.text();
    context.fillText(fitting(context, span.label, Math.max(apart, 60) - 10), x, top - 14);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const { place, text } of ticksOf(span)) haloed(context, text, x - 6, bottom - place * (bottom - top), x);
    if (hasAbsent) haloed(context, "absent", x - 6, absent, x);
  }
  context.restore();
};

/** Words over lines are read where the ground shows around them. */
const haloed = (context: CanvasRenderingContext2D, text: string, right: number, y: number, x: number): void => {
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = colour.card();
  context.strokeText(text, right, y);
  context.fillStyle = colour.soft();
  context.fillText(text, right, y);
  context.lineWidth = 1;
  context.strokeStyle = colour.soft();
  context.beginPath();
  context.moveTo(x - 3, y);
  context.lineTo(x + 3, y);
  context.stroke();
};

const fitting = (context: CanvasRenderingContext2D, text: string, width: number): string => {
  if (context.measureText(text).width <= width) return text;
  let length = text.length - 1;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return `${text.slice(0, length)}…`;
};
