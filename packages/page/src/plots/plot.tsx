import { useLayoutEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { formatNumber } from "../format.ts";
import { colour } from "../theme.ts";
import { onDrawAgain } from "./draw-again.ts";

interface PlotProps {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly height: number;
  /** How it is made; asked for once. */
  options(): Omit<uPlot.Options, "width" | "height">;
  readonly data: uPlot.AlignedData;
  /** Called with each new data before it is drawn. */
  readonly onData?: (plot: uPlot) => void;
}

/** A chart with axes, as wide as there is room, in the reader's colours. */
export const Plot = ({ label, height, options, data, onData }: PlotProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  // Not after the next frame: a page that goes onto paper has none.
  useLayoutEffect(() => {
    const element = frame.current!;
    const made = new uPlot({ ...options(), width: Math.max(element.clientWidth, 50), height }, data, element);
    plot.current = made;
    onDrawAgain(made.ctx.canvas, () => made.redraw());
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== made.width)
        made.setSize({ width: element.clientWidth, height });
    });
    observer.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const recolour = () => made.redraw(false, true);
    dark.addEventListener("change", recolour);
    return () => {
      observer.disconnect();
      dark.removeEventListener("change", recolour);
      made.destroy();
      plot.current = undefined;
    };
  }, []);
  useLayoutEffect(() => {
    if (plot.current === undefined) return;
    plot.current.setData(data, false);
    onData?.(plot.current);
  }, [data]);
  return <div ref={frame} class="plot" role="img" aria-label={label} />;
};

/** An axis in the page's colours and letters. */
export const axis = (label: string, more: uPlot.Axis = {}): uPlot.Axis => ({
  label,
  labelSize: 20,
  labelFont: "12px system-ui, sans-serif",
  font: "12px system-ui, sans-serif",
  stroke: colour.soft,
  grid: { stroke: colour.line, width: 1 },
  ticks: { show: false },
  size: 30,
  ...more,
});

/** An axis of what is counted: whole numbers only. */
export const countsAxis: uPlot.Axis = {
  incrs: Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat(),
};

/** An axis of values: as wide as its longest number. */
export const valuesAxis: uPlot.Axis = {
  values: (_, splits) => splits.map(formatNumber),
  size: (_, values) => 16 + 7 * Math.max(0, ...(values ?? []).map((value) => value.length)),
};
