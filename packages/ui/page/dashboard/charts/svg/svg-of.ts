import { drawAgain } from "@kaviar/page/plots";
import { drawPicture, sizeOf } from "../picture.ts";
import { element } from "./markup.ts";
import { recordDrawing } from "./record-drawing.ts";

/** The picture of a chart as an SVG file: it is drawn again, and what is drawn is written down. */
export const svgOf = async (chart: HTMLElement, title: string): Promise<string> => {
  const drawings = new Map<CanvasImageSource, string>();
  for (const canvas of chart.querySelectorAll("canvas"))
    drawings.set(canvas, await recordDrawing(canvas.getContext("2d")!, () => drawAgain(canvas)));
  const [width, height] = sizeOf(chart);
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  const all = await recordDrawing(context, () => drawPicture(context, chart, title), drawings);
  return element("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` }, all);
};
