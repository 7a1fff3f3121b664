import { type EChartsType, graphic } from "echarts/core";
import { h } from "../element.ts";
import { colour } from "../theme.ts";
import type { ShownLayer } from "./shown-layer.ts";

export interface Answers {
  /** What stands beside the pointer, from the data of the mark below it. */
  readonly tip?: ((data: unknown) => HTMLElement | string | undefined) | undefined;
  /** Is told the data of the mark that the reader clicks. */
  readonly click?: ((data: unknown) => void) | undefined;
}

const tip = h("div", { class: "pointed" });

const hide = () => tip.remove();

/** Has the marks of a chart's layer answer the pointer: the one below it is outlined and told. */
export const answerPointer = (instance: EChartsType, { find }: ShownLayer, { tip: tell, click }: Answers): void => {
  const zr = instance.getZr();
  const outline = new graphic.Polyline({ silent: true, z: 90, invisible: true, style: { fill: "none" } });
  // The library's types say `undefined` of what they leave out.
  zr.add(outline as never);

  const leave = () => {
    if (!outline.invisible) outline.attr("invisible", true);
    hide();
  };
  zr.on("mousemove", ({ offsetX, offsetY }) => {
    const found = find(offsetX, offsetY);
    const content = found && tell?.(found.data);
    if (found === undefined || content === undefined) return leave();
    const isLine = found.outline.length > 1;
    const [x, y] = (isLine ? undefined : found.outline[0]) ?? [offsetX, offsetY];
    outline.attr({
      invisible: found.outline.length === 0,
      shape: { points: isLine ? found.outline.map((each) => [...each]) : ring(x, y) },
      style: { stroke: colour.text(), lineWidth: isLine ? 2.5 : 1.5 },
    });
    if (click !== undefined) zr.setCursorStyle("pointer");
    place(content, instance.getDom().getBoundingClientRect(), x, y);
  });
  zr.on("globalout", leave);
  zr.on("click", ({ offsetX, offsetY }) => {
    const found = find(offsetX, offsetY);
    if (found === undefined) return;
    leave();
    click?.(found.data);
  });
};

const ring = (x: number, y: number): [number, number][] =>
  Array.from({ length: 25 }, (_, i) => [x + 6 * Math.cos((i * Math.PI) / 12), y + 6 * Math.sin((i * Math.PI) / 12)]);

/** Beside the mark and inside the window, however small the chart is. */
const place = (content: HTMLElement | string, { left, top }: DOMRect, x: number, y: number): void => {
  tip.replaceChildren(content);
  document.body.append(tip);
  const inside = (at: number, size: number, room: number) => Math.max(Math.min(at + 16, room - size - 8), 8);
  tip.style.left = `${scrollX + inside(left + x, tip.offsetWidth, innerWidth)}px`;
  tip.style.top = `${scrollY + inside(top + y, tip.offsetHeight, innerHeight)}px`;
};
