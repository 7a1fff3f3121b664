import type { Found, Frame } from "./frame.ts";
import type { Option } from "./option.ts";

/** Marks that a chart draws by itself between the axes of the library, for which each would be an object. */
export interface Layer {
  /** What they span, as places on the axes. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Without axes across and up: so far from the edges of the chart, and places are shares of what is left. */
  readonly margins?: Margins;
  /** The frame and the canvas are in the canvas's pixels; `sharpness` of them are one of the page. */
  draw(context: CanvasRenderingContext2D, frame: Frame, sharpness: number): void;
  find(left: number, top: number, frame: Frame): Found | undefined;
}

interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A frame, and where its corner lies in the chart. */
export interface FrameAt extends Frame {
  readonly left: number;
  readonly top: number;
}

interface Parameters {
  readonly dataIndex: number;
  readonly coordSys?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

interface Api {
  coord(at: readonly number[]): readonly [number, number];
  getWidth(): number;
  getHeight(): number;
}

/**
 * What stands for a layer among the series of the library: its axes span it, and whenever they are drawn or zoomed into,
 * `show` is told where the layer lies.
 */
export const layerSeries = (layer: Layer, axes: Option, show: (at: FrameAt) => void): Option => ({
  type: "custom",
  silent: true,
  ...(layer.margins === undefined ? { encode: { x: 0, y: 1 } } : { coordinateSystem: "none" }),
  data: [0, 1].map((end) => [layer.x[end], layer.y[end]]),
  renderItem: ({ dataIndex, coordSys }: Parameters, api: Api) => {
    if (dataIndex === 0)
      show(layer.margins === undefined ? between(layer, axes, coordSys!, api) : inside(layer.margins, api));
  },
});

/** Between the axes as they are zoomed into. */
const between = (
  { x, y }: Layer,
  axes: Option,
  { x: left, y: top, width, height }: NonNullable<Parameters["coordSys"]>,
  api: Api,
): FrameAt => {
  const [near, far] = [api.coord([x[0], y[0]]), api.coord([x[1], y[1]])];
  return {
    left,
    top,
    width,
    height,
    x: through(x, near[0] - left, far[0] - left, axes.xAxis as Option),
    y: through(y, near[1] - top, far[1] - top, axes.yAxis as Option),
  };
};

/** The line through two ends of an axis, or of its logarithm: to ask the library for each mark takes too long. */
const through = ([low, high]: Layer["x"], near: number, far: number, { type }: Option): Frame["x"] => {
  const on = type === "log" ? Math.log : (place: number) => place;
  const [from, perPlace] = [on(low), (far - near) / (on(high) - on(low) || 1)];
  return (place) => near + (on(place) - from) * perPlace;
};

const inside = ({ left, right, top, bottom }: Margins, api: Api): FrameAt => {
  const [width, height] = [api.getWidth() - left - right, api.getHeight() - top - bottom];
  return { left, top, width, height, x: (share) => share * width, y: (share) => (1 - share) * height };
};
