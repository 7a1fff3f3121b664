import { type EChartsType, graphic } from "echarts/core";
import type { Found } from "./frame.ts";
import type { FrameAt, Layer } from "./layer.ts";

/** The layer of a chart as a picture on it. */
export interface ShownLayer {
  /** Which layer it is from now on, if any. */
  change(layer: Layer | undefined): void;
  /** Draws it there. */
  show(at: FrameAt): void;
  /** Draws it where it was, as it is now. */
  repaint(): void;
  /** What lies at a place of the chart, and where on the chart its mark is. */
  find(left: number, top: number): Found | undefined;
}

export const showLayer = (instance: EChartsType): ShownLayer => {
  const zr = instance.getZr();
  let layer: Layer | undefined;
  let at: FrameAt | undefined;
  let picture: InstanceType<typeof graphic.Image> | undefined;
  const remove = () => {
    if (picture !== undefined) zr.remove(picture);
    picture = undefined;
  };
  const show = (frame: FrameAt) => {
    at = frame;
    remove();
    if (layer === undefined) return;
    picture = pictureOf(layer, frame, instance.getDevicePixelRatio());
    zr.add(picture);
  };
  return {
    change: (next) => {
      layer = next;
      at = undefined;
      remove();
    },
    show,
    repaint: () => {
      if (at !== undefined) show(at);
    },
    find: (left, top) => {
      if (layer === undefined || at === undefined) return undefined;
      const corner = at;
      const found = layer.find(left - corner.left, top - corner.top, corner);
      return found && { ...found, outline: found.outline.map(([x, y]) => [corner.left + x, corner.top + y] as const) };
    },
  };
};

const pictureOf = (layer: Layer, at: FrameAt, sharpness: number) => {
  const image = document.createElement("canvas");
  image.width = Math.max(Math.round(at.width * sharpness), 1);
  image.height = Math.max(Math.round(at.height * sharpness), 1);
  const frame = {
    width: image.width,
    height: image.height,
    x: (place: number) => sharpness * at.x(place),
    y: (place: number) => sharpness * at.y(place),
  };
  layer.draw(image.getContext("2d")!, frame, sharpness);
  const [width, height] = [image.width / sharpness, image.height / sharpness];
  // Above the lines of the axes, below the series.
  return new graphic.Image({ silent: true, z: 1, style: { image, x: at.left, y: at.top, width, height } });
};
