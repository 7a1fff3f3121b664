import { colour, formatNumber } from "@kaviar/page";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { address, go } from "../../address.ts";
import { Canvas } from "../../charts/canvas.tsx";
import type { Near } from "../../charts/near.ts";
import { SavePicture } from "../../charts/save-picture.tsx";
import { type Brush, withBrush } from "../../filter/brush.ts";
import { BrushEnds } from "./brush-ends.tsx";
import { drawParallel, traceLine } from "./draw-parallel.ts";
import type { ParallelAxis } from "./parallel-axes.ts";
import type { ParallelData } from "./parallel-data.ts";
import { axisAt, brushBetween, type Frame, frameOf, heightsOf, nearestLine, xOf } from "./parallel-frame.ts";

interface LinesChartProps {
  readonly label: string;
  readonly height: number;
  readonly data: ParallelData;
  readonly brushes: readonly { readonly axis: ParallelAxis; readonly brush: Brush }[];
  readonly objective: number;
}

/** What is being marked: an axis, and from where to where. */
interface Drag {
  readonly axis: number;
  readonly from: number;
  readonly to: number;
}

/** From one axis to the next at least: on a phone the chart is wider than the screen, and moves. */
const leastApart = 72;

export const LinesChart = ({ label, height, data, brushes, objective }: LinesChartProps) => {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  const tip = useSignal<Near | undefined>(undefined);
  const drag = useSignal<Drag | undefined>(undefined);
  const pressed = useRef<{ readonly left: number; readonly top: number }>(undefined);
  const frame = frameOf(data.axes, width.value, height);

  useLayoutEffect(() => {
    const look = () => {
      width.value = box.current!.clientWidth;
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);

  const at = ({ offsetX: left, offsetY: top }: PointerEvent) => ({ left, top, width: width.value, height });

  const press = (event: PointerEvent) => {
    const { left, top } = at(event);
    pressed.current = { left, top };
    const axis = axisAt(frame, left);
    if (axis === undefined || event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    drag.value = { axis, from: top, to: top };
  };
  const move = (event: PointerEvent) => {
    if (drag.value === undefined) tip.value = nearestLine(frame, at(event), data);
    else {
      tip.value = undefined;
      drag.value = { ...drag.value, to: at(event).top };
    }
  };
  const release = (event: PointerEvent) => {
    const { left, top } = at(event);
    const marked = drag.value;
    const start = pressed.current;
    drag.value = undefined;
    pressed.current = undefined;
    if (start === undefined) return;
    const { filter } = address.value;
    if (marked !== undefined && Math.abs(marked.from - marked.to) >= 5) {
      const axis = data.axes[marked.axis]!;
      go({ filter: withBrush(filter, axis, brushBetween(frame, axis, marked.from, marked.to)) });
    } else if (tip.value !== undefined && Math.hypot(left - start.left, top - start.top) < 5)
      go({ trial: tip.value.trial });
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="wide" aria-label="Chart of parallel coordinates" tabIndex={0}>
      <div class="over lines" ref={box} style={{ minWidth: `${leastApart * data.axes.length + 40}px` }}>
        <Canvas
          label={label}
          height={height}
          data={data}
          draw={(context, width, height) => drawParallel(context, frameOf(data.axes, width, height), data)}
        />
        <Traced frame={frame} height={height} trial={tip.value?.trial} />
        {brushes.map(({ axis, brush }) => (
          <Marked
            key={axis.name}
            frame={frame}
            axis={data.axes.indexOf(axis)}
            heights={heightsOf(frame, axis, brush)}
          />
        ))}
        {drag.value !== undefined && (
          <Marked frame={frame} axis={drag.value.axis} heights={[drag.value.from, drag.value.to]} />
        )}
        <div
          class="catch"
          onPointerDown={press}
          onPointerMove={move}
          onPointerUp={release}
          onPointerCancel={() => {
            drag.value = undefined;
          }}
          onPointerLeave={() => {
            tip.value = undefined;
          }}
        />
        {data.axes.map((axis) => (
          <BrushEnds
            key={axis.name}
            frame={frame}
            axis={axis}
            brush={brushes.find((brushed) => brushed.axis === axis)?.brush}
          />
        ))}
        <SavePicture name="parallel coordinates" />
        {tip.value !== undefined && (
          <div class="tip at" style={{ left: `${tip.value.left}px`, top: `${tip.value.top}px` }}>
            trial {tip.value.trial} <b>{valueWords(data, objective, tip.value.trial)}</b>
          </div>
        )}
      </div>
    </section>
  );
};

const valueWords = ({ shown }: ParallelData, objective: number, trial: number): string => {
  const value = shown.values[objective]![trial]!;
  return Number.isNaN(value) ? "" : formatNumber(value);
};

interface MarkedProps {
  readonly frame: Frame;
  readonly axis: number;
  readonly heights: readonly [number, number];
}

const Marked = ({ frame, axis, heights: [a, b] }: MarkedProps) => (
  <div
    class="brush"
    style={{ left: `${xOf(frame, axis) - 8}px`, top: `${Math.min(a, b)}px`, height: `${Math.abs(a - b)}px` }}
  />
);

/** The line at the pointer, over all others. */
const Traced = ({
  frame,
  height,
  trial,
}: {
  readonly frame: Frame;
  readonly height: number;
  readonly trial: number | undefined;
}) =>
  trial === undefined ? undefined : (
    <div class="traced">
      <Canvas
        label={`The line of trial ${trial}.`}
        height={height}
        data={trial}
        draw={(context) => {
          context.lineWidth = 3;
          context.strokeStyle = colour.text();
          traceLine(context, frame, trial);
        }}
      />
    </div>
  );
