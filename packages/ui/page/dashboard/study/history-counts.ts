import { createMarkCounts, type MarkCounts, radiusFor, rgb } from "@kaviar/page/plots";
import type uPlot from "uplot";
import { standings } from "../../../src/columns/standing.ts";
import type { HistoryData } from "./history-marks.ts";

interface Kept {
  /** What the counts are of: of other axes, another size or other trials they are made anew. */
  readonly axes: string;
  readonly values: Float64Array;
  readonly byStanding: ReadonlyMap<number, MarkCounts>;
  /** The pixel of each trial, and one for each pixel and standing; -1 where it is not drawn. */
  readonly places: Int32Array;
  version: number;
}

/** Draws the trials of one chart again and again: while the axes stay, those that have come since are added to the counts. */
export const createHistoryCounts = () => {
  let kept: Kept | undefined;
  return (plot: uPlot, data: HistoryData): void => {
    const { values, kinds, drawn, version, changed } = data;
    const { left, top } = plot.bbox;
    const { x, y } = plot.scales;
    const [width, height] = [Math.round(plot.bbox.width), Math.round(plot.bbox.height)];
    if (width < 1 || height < 1) return;
    const radius = radiusFor(drawn) * devicePixelRatio;
    const [perX, perY] = [width / (x!.max! - x!.min!), height / (y!.max! - y!.min!)];
    const [fromX, toY] = [x!.min!, y!.max!];
    const { standing, rows } = data.table;

    /** Adds a trial; false where it has been counted at another place. */
    const add = (to: Kept, number: number): boolean => {
      const counts = to.byStanding.get(standing[number]!);
      const [across, down] = [(number - fromX) * perX, (toY - values[number]!) * perY];
      const [column, row] = [Math.round(across), Math.round(down)];
      const isInside = column >= 0 && column < width && row >= 0 && row < height;
      const place = counts === undefined || !isInside ? -1 : (standing[number]! * height + row) * width + column;
      if (place === to.places[number]) return true;
      if (to.places[number] !== -1) return false;
      to.places[number] = place;
      counts!.add(across, down);
      return true;
    };
    const counted = (axes: string): Kept => {
      const byStanding = new Map(
        kinds.map((kind) => [standings.indexOf(kind), createMarkCounts(width, height, radius)]),
      );
      const all: Kept = { axes, values, byStanding, places: new Int32Array(values.length).fill(-1), version };
      for (let number = 0; number < rows; number++) add(all, number);
      return all;
    };
    /** Whether what is kept has all of what is to be drawn, once that was added which has changed since. */
    const isKept = (before: Kept | undefined, axes: string): before is Kept => {
      if (before?.axes !== axes || before.values !== values) return false;
      if (before.version === version) return true;
      if (before.version !== version - 1 || changed === undefined) return false;
      before.version = version;
      return changed.every((number) => add(before, number));
    };

    const axes = [width, height, fromX, x!.max, y!.min, toY, radius, ...kinds].join();
    if (!isKept(kept, axes)) kept = counted(axes);
    for (const kind of kinds)
      kept.byStanding.get(standings.indexOf(kind))!.draw(plot.ctx, { left, top, width, height }, rgb(kind));
  };
};
