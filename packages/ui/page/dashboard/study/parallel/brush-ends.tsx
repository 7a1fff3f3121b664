import { address, goInstead } from "../../address.ts";
import { type Brush, withBrush } from "../../filter/brush.ts";
import { brushMoved, type End, placesOf, stepsOf } from "./brush-by-keys.ts";
import { endWords } from "./brush-words.ts";
import type { ParallelAxis } from "./parallel-axes.ts";
import { type Frame, xOf } from "./parallel-frame.ts";

interface BrushEndsProps {
  readonly frame: Frame;
  readonly axis: ParallelAxis;
  readonly brush: Brush | undefined;
}

const moves: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 5,
  PageDown: -5,
  Home: -Infinity,
  End: Infinity,
};

const words: { readonly [E in End]: string } = { low: "kept from", high: "kept to" };

/** Both ends of what is kept along an axis, for the keyboard: arrows move the one that has the focus, Escape keeps all again. */
export const BrushEnds = ({ frame, axis, brush }: BrushEndsProps) => {
  const keep = (kept: Brush | undefined) => goInstead({ filter: withBrush(address.value.filter, axis, kept) });
  const places = placesOf(frame, axis, brush);
  const last = stepsOf(axis);
  return (["low", "high"] as const).map((end) => (
    <div
      key={end}
      class={`brush-end ${end}`}
      style={{
        left: `${xOf(frame, frame.axes.indexOf(axis)) - 14}px`,
        top: `${frame.bottom - (places[end] / last) * (frame.bottom - frame.top)}px`,
      }}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`${axis.span.label}, ${words[end]}`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={places[end]}
      aria-valuetext={endWords(axis, brush, end)}
      onKeyDown={(event) => {
        const by = moves[event.key];
        if (by === undefined && event.key !== "Escape") return;
        event.preventDefault();
        if (by === undefined) keep(undefined);
        else if (!event.altKey && !event.ctrlKey && !event.metaKey) keep(brushMoved(frame, axis, brush, end, by));
      }}
    />
  ));
};
