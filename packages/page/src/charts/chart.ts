import { BarChart, CustomChart, LineChart, ParallelChart, ScatterChart } from "echarts/charts";
import { DataZoomInsideComponent, GridComponent, ParallelComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { h } from "../element.ts";
import { colour } from "../theme.ts";
import type { Option } from "./option.ts";

use([
  BarChart,
  CustomChart,
  LineChart,
  ParallelChart,
  ScatterChart,
  DataZoomInsideComponent,
  GridComponent,
  ParallelComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export interface Chart {
  readonly element: HTMLElement;
  /** Draws again what `label` and `option` say now; a chart that was not near the screen yet does so when it comes. */
  draw(): void;
}

const charts = new Map<Element, { draw(): void; instance: EChartsType | undefined }>();

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) {
        watcher.unobserve(target);
        charts.get(target)!.draw();
      }
  },
  { rootMargin: "300px" },
);

const resizer = new ResizeObserver((entries) => {
  for (const { target } of entries) charts.get(target)?.instance?.resize();
});

const drawAgain = () => {
  for (const { instance, draw } of charts.values()) if (instance !== undefined) draw();
};

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);

// Paper is light, and shows what is far from the screen too.
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("printed");
  for (const { draw } of charts.values()) draw();
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printed");
  drawAgain();
});

/**
 * A chart that is drawn when it comes near the screen, and again when the colours change. `label` says what it shows to
 * those who do not see it. Dragging moves what was zoomed into with Ctrl and the wheel, or with two fingers; a double
 * click shows all again.
 */
export const chart = (label: string | (() => string), option: () => Option, { height = 320 } = {}): Chart => {
  const labelNow = () => (typeof label === "string" ? label : label());
  const element = h("div", { class: "chart", role: "img", "aria-label": labelNow(), style: `height:${height}px` });
  const state: { draw(): void; instance: EChartsType | undefined } = {
    instance: undefined,
    draw: () => {
      if (state.instance === undefined) {
        state.instance = init(element, null, { renderer: "canvas" });
        state.instance.getZr().on("dblclick", () =>
          state.instance!.dispatchAction({
            type: "dataZoom",
            batch: [0, 1].map((dataZoomIndex) => ({ dataZoomIndex, start: 0, end: 100 })),
          }),
        );
        resizer.observe(element);
      }
      state.instance.setOption(beside(element, { ...base(), ...option() }), true);
      element.dataset.drawn = "";
    },
  };
  charts.set(element, state);
  watcher.observe(element);
  return {
    element,
    draw: () => {
      element.setAttribute("aria-label", labelNow());
      if (state.instance !== undefined) state.draw();
    },
  };
};

/** The tooltip beside the pointer and inside the window, however small the chart is. */
const beside = (element: HTMLElement, option: Option): Option => {
  if (option.tooltip === undefined) return option;
  const position = (
    [x, y]: readonly [number, number],
    _: unknown,
    __: unknown,
    ___: unknown,
    { contentSize: [width, height] }: { readonly contentSize: readonly [number, number] },
  ) => {
    const { left, top } = element.getBoundingClientRect();
    const inside = (at: number, size: number, room: number) => Math.max(Math.min(at + 16, room - size - 8), 8);
    return [inside(left + x, width, innerWidth) - left, inside(top + y, height, innerHeight) - top];
  };
  return { ...option, tooltip: { ...(option.tooltip as object), appendTo: document.body, position } };
};

const base = (): Option => ({
  animation: false,
  textStyle: { color: colour.text(), fontFamily: "inherit", fontSize: 12 },
  grid: { left: 8, right: 20, top: 16, bottom: 6, outerBoundsMode: "same", outerBoundsContain: "all" },
});

/** Zooming of both axes, without taking the wheel from the page. */
export const zoom = (axes: readonly ("x" | "y")[] = ["x", "y"]): Option => ({
  dataZoom: axes.map((axis) => ({
    type: "inside",
    [`${axis}AxisIndex`]: 0,
    filterMode: "none",
    zoomOnMouseWheel: "ctrl",
    moveOnMouseWheel: false,
    preventDefaultMouseMove: false,
  })),
});
