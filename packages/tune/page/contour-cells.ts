import { ramp } from "@kaviar/page";
import type { Axis, Frame, Layer, Placed } from "@kaviar/page/charts";
import type { Contour } from "../src/report/plots/index.ts";
import type { Value } from "../src/space/dimension.ts";
import type { Direction } from "../src/trial/record.ts";

type Edges = readonly [number, number];

/** A part of a plane: its edges on the axes, its value, and its colour from 0 (best) to 1 (worst). */
interface Cell {
  readonly x: Edges;
  readonly y: Edges;
  readonly value: number;
  readonly share: number;
}

export const cellsOf = (
  grid: Contour["grid"],
  across: readonly Edges[],
  up: readonly Edges[],
  direction: Direction,
): readonly Cell[] => {
  // Means of equal values differ in their last digits, and would take all colours.
  const values = grid.values.map((row) => row.map((value) => value && Number(value.toPrecision(9))));
  const present = [...new Set(values.flat().filter((value) => value !== undefined))].sort((a, b) =>
    direction === "maximize" ? b - a : a - b,
  );
  // Colours by the cells' own ranks, so that one steep corner does not take all of them.
  const share = new Map(present.map((value, i) => [value, i / Math.max(present.length - 1, 1)]));
  return values.flatMap((row, r) =>
    row.flatMap((value, c) =>
      value === undefined ? [] : [{ x: across[c]!, y: up[r]!, value, share: share.get(value)! }],
    ),
  );
};

/** Half way to the neighbours, on the axis's scale; a category is 1 wide. */
export const edgesOf = (values: readonly Value[], axis: Placed, scale: Axis["scale"]): readonly Edges[] => {
  const places = values.map((value) => axis.place(value));
  if (scale === "category") return places.map((place) => [place - 0.5, place + 0.5]);
  const isLog = scale !== "linear";
  const [on, off] = isLog ? [Math.log, Math.exp] : [(t: number) => t, (t: number) => t];
  const at = places.map(on);
  return at.map((t, i) => {
    const before = at[i - 1] ?? t - ((at[i + 1] ?? t + 1) - t);
    const after = at[i + 1] ?? t + (t - before);
    return [off((before + t) / 2), off((t + after) / 2)];
  });
};

/** Cells below marks, which are as strong as said; a cell is found where no mark is. */
export const aboveCells = (cells: readonly Cell[], marks: Layer, strength: number): Layer => ({
  ...marks,
  draw: (context, frame, sharpness) => {
    const shade = ramp();
    for (const cell of cells) {
      const { left, top, width, height } = boxOf(cell, frame);
      context.fillStyle = shade(cell.share);
      // Half a pixel more: no gap is between them.
      context.fillRect(left, top, width + 0.6 * sharpness, height + 0.6 * sharpness);
    }
    context.globalAlpha = strength;
    marks.draw(context, frame, sharpness);
  },
  find: (left, top, frame) => {
    const found = marks.find(left, top, frame);
    if (found !== undefined) return found;
    const cell = cells.find((each) => {
      const box = boxOf(each, frame);
      return left >= box.left && left < box.left + box.width && top >= box.top && top < box.top + box.height;
    });
    return cell && { data: cell, outline: [] };
  },
});

const boxOf = ({ x, y }: Cell, frame: Frame) => {
  const [left, right] = [frame.x(x[0]), frame.x(x[1])];
  const [top, bottom] = [frame.y(y[1]), frame.y(y[0])];
  return { left, top, width: right - left, height: bottom - top };
};
