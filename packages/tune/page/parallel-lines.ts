import type { Rgb } from "@kaviar/page";
import { drawLines, type Frame, type Layer } from "@kaviar/page/charts";

/** Lines of trials across lanes. */
export interface TrialLines {
  readonly trials: Int32Array;
  /** Where each passes each lane, as shares of its height: all lanes of the first line, then those of the second. */
  readonly shares: Float32Array;
  readonly lanes: number;
}

/** Lines of one look. */
export interface LinesLook {
  /** Their places among the lines. */
  readonly at: readonly number[];
  readonly colour: Rgb;
  readonly isDashed?: boolean;
  readonly least: number;
}

interface Margins extends NonNullable<Layer["margins"]> {}

/** How near the pointer has to come to a line, in pixels. */
const reach = 6;

/** All lines that are kept, counted per pixel; the last group lies on top. */
export const parallelLines = (
  { trials, shares, lanes }: TrialLines,
  groups: readonly LinesLook[],
  margins: Margins,
  isKept: (line: number) => boolean,
): Layer => {
  const placesIn = (frame: Frame) => Array.from({ length: lanes }, (_, lane) => frame.x(lane / (lanes - 1)));
  return {
    x: [0, 1],
    y: [0, 1],
    margins,
    draw: (context, frame) => {
      const box = { left: 0, top: 0, width: frame.width, height: frame.height };
      const [foot, perShare] = [frame.height - 1, frame.height - 1];
      for (const { at, ...look } of groups) {
        const kept = at.filter(isKept);
        drawLines(context, box, {
          ...look,
          count: kept.length,
          // Between whole pixels, so that none is met twice.
          lanes: placesIn(frame).map((x) => Math.min(Math.round(x), frame.width - 1)),
          y: (line, lane) => foot - perShare * shares[kept[line]! * lanes + lane]!,
        });
      }
    },
    find: (left, top, frame) => {
      const places = placesIn(frame);
      if (left < -reach || left > frame.width + reach) return undefined;
      const after =
        Math.min(
          Math.max(
            places.findIndex((x) => x > left),
            1,
          ),
          lanes - 1,
        ) || lanes - 1;
      const along = (left - places[after - 1]!) / (places[after]! - places[after - 1]!);
      let [found, nearest] = [-1, reach];
      for (const { at } of groups)
        for (const line of at) {
          const from = shares[line * lanes + after - 1]!;
          const y = frame.y(from + along * (shares[line * lanes + after]! - from));
          const distance = Math.abs(y - top);
          if (distance > nearest || !isKept(line)) continue;
          [found, nearest] = [line, distance];
        }
      if (found < 0) return undefined;
      const outline = places.map((x, lane) => [x, frame.y(shares[found * lanes + lane]!)] as const);
      return { data: trials[found]!, outline };
    },
  };
};
