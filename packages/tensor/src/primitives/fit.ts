import type { AnyTensor } from "../core/tensor.ts";
import { range } from "../values/shape.ts";
import { full } from "./constant.ts";

/**
 * An axis of another length: `before` more elements in front (fewer, when negative), then cut or filled up to `length`.
 */
export const fitAxis = (x: AnyTensor, axis: number, before: number, length: number, filler = 0): AnyTensor => {
  const front = Math.min(Math.max(0, before), length);
  const start = Math.min(Math.max(0, -before), x.shape[axis]!);
  const kept = cutAxis(x, axis, start, Math.min(x.shape[axis]! - start, length - front));
  const back = length - front - kept.shape[axis]!;
  if (front === 0 && back === 0) return kept;
  if (filler === 0) return kept.pad(x.shape.map((_, i) => (i === axis ? [front, back] : [0, 0])));
  const block = (n: number) =>
    full(
      x.shape.map((other, i) => (i === axis ? n : other)),
      filler,
      x.dtype,
    );
  return block(front).concat([kept, block(back)], axis);
};

/** A piece of an axis. */
export const cutAxis = (x: AnyTensor, axis: number, start: number, length: number): AnyTensor =>
  x.slice(...range(axis).map(() => null), [start, start + length]);
