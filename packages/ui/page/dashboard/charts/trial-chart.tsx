import { Plot } from "@kaviar/page/plots";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { go } from "../address.ts";
import type { Near, Pointer } from "./near.ts";
import { SavePicture } from "./save-picture.tsx";
import type { Span } from "./span.ts";
import { spanAxis } from "./span-axis.ts";

interface TrialChartProps<Data> {
  /** What it shows in a few words, as its picture is called. */
  readonly name: string;
  readonly label: string;
  readonly height: number;
  readonly x: Span;
  readonly y: Span;
  /** What is drawn; another one is drawn anew. */
  readonly data: Data;
  /** Draws between the axes; the trial that the pointer is at is told where `isTraced`. */
  draw(plot: uPlot, data: Data, at: number | undefined): void;
  readonly isTraced?: boolean;
  /** The trial that the pointer is at. */
  near(pointer: Pointer, data: Data): Near | undefined;
  tip(near: Near): ComponentChildren;
  /** Where a click leads; unless said to the trial. */
  open?(trial: number): void;
}

/** Trials on two axes: what the pointer is at is named, and a click opens it. */
export const TrialChart = <Data,>(props: TrialChartProps<Data>) => {
  const latest = useRef(props);
  latest.current = props;
  const tip = useSignal<Near | undefined>(undefined);
  const { label, height, x, y, data } = props;
  // Two points span the axes; what is shown is drawn over them.
  const aligned = useMemo(
    (): uPlot.AlignedData => [
      [x.low, x.high],
      [y.low, y.high],
    ],
    [x, y, data],
  );

  const options = (): Omit<uPlot.Options, "width" | "height"> => ({
    scales: {
      x: { time: false, range: () => [latest.current.x.low, latest.current.x.high], ...(x.isLog && logarithmic) },
      y: { range: () => [latest.current.y.low, latest.current.y.high], ...(y.isLog && logarithmic) },
    },
    axes: [spanAxis("x", () => latest.current.x), spanAxis("y", () => latest.current.y)],
    series: [{}, { paths: () => null, points: { show: false } }],
    legend: { show: false },
    cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: {
      draw: [(plot) => latest.current.draw(plot, latest.current.data, tip.value?.trial)],
      setCursor: [
        (plot) => {
          const { left = -1, top = -1 } = plot.cursor;
          const { clientWidth, clientHeight, offsetLeft, offsetTop } = plot.over;
          const pointer = { left, top, width: clientWidth, height: clientHeight };
          const near = left < 0 || top < 0 ? undefined : latest.current.near(pointer, latest.current.data);
          const isOther = near?.trial !== tip.value?.trial;
          tip.value = near && { ...near, left: offsetLeft + near.left, top: offsetTop + near.top };
          if (isOther && latest.current.isTraced) plot.redraw(false);
        },
      ],
      ready: [
        (plot) => {
          plot.over.addEventListener("click", () => {
            const { open = (trial: number) => go({ trial }) } = latest.current;
            if (tip.value !== undefined) open(tip.value.trial);
          });
        },
      ],
    },
  });

  return (
    <div class="over">
      <Plot
        key={[x, y].map((span) => `${span.isLog} ${span.choices === undefined} ${span.label}`).join()}
        label={label}
        height={height}
        options={options}
        data={aligned}
        onData={(plot) => plot.setScale("x", { min: x.low, max: x.high })}
      />
      <SavePicture name={props.name} />
      {tip.value !== undefined && (
        <div class="tip at" style={{ left: `${tip.value.left}px`, top: `${tip.value.top}px` }}>
          {props.tip(tip.value)}
        </div>
      )}
    </div>
  );
};

const logarithmic = { distr: 3, log: 10 } as const;
