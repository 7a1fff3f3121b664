import { bar, cut, type Style } from "@kaviar/base/text";
import { tryingLines } from "../command/trying-lines.ts";
import { bestText, countsText, finishingText } from "./lines.ts";
import type { Progress } from "./progress.ts";

interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly style: Style;
}

const turning = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** How long each picture of what turns stays, in milliseconds. */
export const turnEvery = 100;

/** A search as lines that fit the screen: how far it is, the best so far, and what is being tried. */
export const frame = (progress: Progress, { columns, rows, style }: Screen, now: number): string[] => {
  const mark = style.cyan(turning[Math.floor(now / turnEvery) % turning.length]!);
  const { finishing, interrupted, evaluated, trying } = progress;
  const doing =
    finishing !== undefined
      ? finishingText(finishing)
      : interrupted
        ? "ending"
        : evaluated === 0 && trying.size === 0
          ? "starting the workers"
          : "evolving";
  const head = `  ${mark} ${style.bold(doing)}`;
  const counts = finishing === undefined ? `  ${countsText(progress, now)}` : "";
  const best = bestText(progress);
  const top = [
    `${head}${counts}`,
    ...(finishing === undefined ? shareLine(progress, columns, style, now) : []),
    ...(best === undefined ? [] : [`    ${style.green("★")} ${best}`]),
  ];
  const room = Math.max(Math.min(8, rows - 2 - top.length), 0);
  const lines = [...top, ...tryingLines([...trying.values()], style, now, room)];
  return lines.slice(0, Math.max(rows - 1, 1)).map((line) => cut(line, columns));
};

/** How much of the time, or of the pipelines, is over. */
const shareLine = ({ began, deadline, total, evaluated }: Progress, columns: number, style: Style, now: number) => {
  const share =
    deadline !== undefined ? (now - began) / (deadline - began) : total !== undefined ? evaluated / total : undefined;
  if (share === undefined) return [];
  const drawn = bar(Math.min(Math.max(share, 0), 1), Math.min(40, columns - 4), style);
  return drawn === "" ? [] : [`    ${drawn}`];
};
