import { BarChart, CustomChart, LineChart, ParallelChart, ScatterChart } from "echarts/charts";
import { DataZoomInsideComponent, GridComponent, ParallelComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { h } from "../element.ts";
import { isPrinted, onPrint } from "../on-print.ts";
import { colour } from "../theme.ts";
import type { Option } from "./option.ts";
import { whenIdle } from "./when-idle.ts";

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
  /** Draws again what `label` and `option` say now; a chart that was not drawn yet does so when its turn comes. */
  draw(): void;
}

export interface ChartOptions {
  readonly height?: number;
  /** Is told the data of the mark that the reader clicks. */
  readonly click?: (data: unknown) => void;
}

interface Drawing {
  readonly element: HTMLElement;
  instance: EChartsType | undefined;
  draw(): void;
}

const drawings = new Map<Element, Drawing>();

const drawFirst = (drawing: Drawing) => {
  if (drawing.instance === undefined && isShown(drawing)) drawing.draw();
};

/** What is folded away has no size to be drawn in. */
const isShown = ({ element }: Drawing): boolean => element.clientWidth > 0;

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) drawFirst(drawings.get(target)!);
  },
  { rootMargin: "300px" },
);

const resizer = new ResizeObserver((entries) => {
  for (const { target } of entries) drawings.get(target)?.instance?.resize();
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const { instance, draw } of drawings.values()) if (instance !== undefined) draw();
});

// A canvas has as many points as it was made with: on paper it is made anew.
onPrint(() => {
  for (const drawing of drawings.values()) {
    drawing.instance?.dispose();
    drawing.instance = undefined;
    drawFirst(drawing);
  }
});

/**
 * A chart that is drawn when it comes near the screen, or else in its turn when nothing else happens; and again when the
 * colours change, and for paper. `label` says what it shows to those who do not see it. Dragging moves what was zoomed into
 * with Ctrl and the wheel, or with two fingers; a double click shows all again.
 */
export const chart = (
  label: string | (() => string),
  option: () => Option,
  { height = 320, click }: ChartOptions = {},
): Chart => {
  const labelNow = () => (typeof label === "string" ? label : label());
  const element = h("div", { class: "chart", role: "img", "aria-label": labelNow(), style: `height:${height}px` });
  const drawing: Drawing = {
    element,
    instance: undefined,
    draw: () => {
      drawing.instance ??= started(element, click);
      drawing.instance.setOption(beside(element, whole({ ...base(), ...option() })), true);
      element.dataset.drawn = "";
    },
  };
  drawings.set(element, drawing);
  watcher.observe(element);
  whenIdle(() => drawFirst(drawing));
  return {
    element,
    draw: () => {
      element.setAttribute("aria-label", labelNow());
      if (drawing.instance !== undefined) drawing.draw();
    },
  };
};

const started = (element: HTMLElement, click: ChartOptions["click"]): EChartsType => {
  const devicePixelRatio = isPrinted() ? Math.max(window.devicePixelRatio, 2) : window.devicePixelRatio;
  const instance = init(element, null, { renderer: "canvas", devicePixelRatio });
  instance.getZr().on("dblclick", () =>
    instance.dispatchAction({
      type: "dataZoom",
      batch: [0, 1].map((dataZoomIndex) => ({ dataZoomIndex, start: 0, end: 100 })),
    }),
  );
  if (click !== undefined) instance.on("click", ({ data }) => click(data));
  resizer.observe(element);
  return instance;
};

/** Thousands of marks come in instalments, and paper would have the first of them. */
const whole = (option: Option): Option =>
  isPrinted()
    ? { ...option, series: (option.series as readonly Option[]).map((series) => ({ ...series, progressive: 0 })) }
    : option;

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
