import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { DataZoomInsideComponent, GridComponent, ParallelComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { h } from "../element.ts";
import { isPrinted, onPrint } from "../on-print.ts";
import { colour } from "../theme.ts";
import { type Layer, layerSeries } from "./layer.ts";
import type { Option } from "./option.ts";
import { type Answers, answerPointer } from "./pointed.ts";
import { type ShownLayer, showLayer } from "./shown-layer.ts";
import { whenIdle } from "./when-idle.ts";

use([
  BarChart,
  CustomChart,
  LineChart,
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
  /** Draws the marks of the layer again, and nothing else. */
  repaint(): void;
}

export interface ChartOptions extends Answers {
  readonly height?: number;
  /** Is told what the reader keeps of a parallel axis by its `id`: of several ranges what lies in any. */
  readonly keep?: (axis: string, ranges: readonly (readonly [number, number])[]) => void;
}

/** What a chart is drawn from: marks that the page draws by itself lie below the series of the library. */
export type Drawn = Option & { readonly layer?: Layer };

interface Drawing {
  readonly element: HTMLElement;
  instance: EChartsType | undefined;
  shown: ShownLayer | undefined;
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
  for (const { target } of entries) {
    const instance = drawings.get(target)?.instance;
    // It tells the first size too, for which it is drawn already.
    if (
      instance !== undefined &&
      (instance.getWidth() !== target.clientWidth || instance.getHeight() !== target.clientHeight)
    )
      instance.resize();
  }
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
  option: () => Drawn,
  { height = 320, ...answers }: ChartOptions = {},
): Chart => {
  const labelNow = () => (typeof label === "string" ? label : label());
  const element = h("div", { class: "chart", role: "img", "aria-label": labelNow(), style: `height:${height}px` });
  const drawing: Drawing = {
    element,
    instance: undefined,
    shown: undefined,
    draw: () => {
      drawing.instance ??= started(drawing, answers);
      const { layer, ...more } = option();
      drawing.shown!.change(layer);
      const drawn = layer === undefined ? more : above(layer, drawing.shown!, more);
      drawing.instance.setOption(beside(element, whole({ ...base(), ...drawn })), true);
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
    repaint: () => drawing.shown?.repaint(),
  };
};

const started = (drawing: Drawing, { keep, ...answers }: ChartOptions): EChartsType => {
  const devicePixelRatio = isPrinted() ? Math.max(window.devicePixelRatio, 2) : window.devicePixelRatio;
  const instance = init(drawing.element, null, { renderer: "canvas", devicePixelRatio });
  instance.getZr().on("dblclick", () =>
    instance.dispatchAction({
      type: "dataZoom",
      batch: [0, 1].map((dataZoomIndex) => ({ dataZoomIndex, start: 0, end: 100 })),
    }),
  );
  const { click } = answers;
  if (click !== undefined) instance.on("click", ({ data }) => click(data));
  if (keep !== undefined)
    instance.on("axisareaselected", (event) => {
      const { parallelAxisId, intervals } = event as unknown as Kept;
      keep(parallelAxisId, intervals);
    });
  drawing.shown = showLayer(instance);
  answerPointer(instance, drawing.shown, answers);
  resizer.observe(drawing.element);
  return instance;
};

interface Kept {
  readonly parallelAxisId: string;
  readonly intervals: readonly (readonly [number, number])[];
}

/** The series of an option above a layer. */
const above = (layer: Layer, { show }: ShownLayer, option: Option): Option => ({
  ...option,
  series: [layerSeries(layer, option, show), ...((option.series ?? []) as readonly Option[])],
});

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
