import type { AnyTensor } from "../core/tensor.ts";
import { range, type Shape, sizeOf } from "../values/shape.ts";
import { full } from "./constant.ts";
import { cutAxis, fitAxis } from "./fit.ts";
import { splitTensor } from "./split.ts";

/** Windows along one axis of a tensor. */
export interface Windows {
  readonly axis: number;
  readonly size: number;
  readonly stride: number;
  /** Distance between the elements of a window. */
  readonly dilation: number;
  /** Padding before the first element. */
  readonly low: number;
  readonly count: number;
}

/**
 * The first elements of all windows, their second elements, and so on: `size` tensors with `count` elements along the
 * axis. Elements a stride apart are brought together first (as `stride` tensors), so that each of the results is one
 * piece of one of them: strided slices would cost several times as much.
 */
export const elementsOfWindows = (x: AnyTensor, windows: Windows, filler: number): AnyTensor[] => {
  const { axis, size, stride, low, count } = windows;
  const phases = split(fitAxis(x, axis, low, perPhase(windows) * stride, filler), axis, stride);
  return range(size).map((i) => {
    const { phase, place } = placeOf(windows, i);
    return cutAxis(phases[phase]!, axis, place, count);
  });
};

/** The adjoint: each element of a window added to where it came from, on an axis of the given length. */
export const addToWindows = (elements: readonly AnyTensor[], windows: Windows, length: number): AnyTensor => {
  const { axis, stride, low } = windows;
  const most = perPhase(windows);
  const phases = range(stride).map((phase) => {
    const own = elements.flatMap((element, i) => {
      const at = placeOf(windows, i);
      return at.phase === phase ? [fitAxis(element, axis, at.place, most)] : [];
    });
    return own.length > 0 ? own.reduce((sum, each) => sum.add(each)) : zeros(elements[0]!, axis, most);
  });
  return fitAxis(join(phases, axis), axis, -low, length);
};

/** How many elements of each phase the windows touch. */
const perPhase = (windows: Windows): number => windows.count + placeOf(windows, windows.size - 1).place;

/** Where the i-th element of the first window is: in which phase, and where in that. */
const placeOf = ({ stride, dilation }: Windows, i: number) => ({
  phase: (i * dilation) % stride,
  place: Math.floor((i * dilation) / stride),
});

const zeros = ({ shape, dtype }: AnyTensor, axis: number, length: number): AnyTensor =>
  full(withLength(shape, axis, length), 0, dtype);

const withLength = (shape: Shape, axis: number, length: number): number[] =>
  shape.map((n, i) => (i === axis ? length : n));

/** Every `stride`-th element, from the first, from the second, … */
const split = (x: AnyTensor, axis: number, stride: number): readonly AnyTensor[] => {
  if (stride === 1) return [x];
  const shape = withLength(x.shape, axis, x.shape[axis]! / stride);
  const inner = sizeOf(x.shape.slice(axis + 1));
  // Turning a table of pairs around is twice as fast as cutting it into columns of one element. (In one row, since the
  // runtime would move the cut before the turn.)
  const each = x.size / stride;
  const phases =
    inner === 1
      ? splitTensor(
          x.reshape([each, stride]).transpose().reshape([-1]),
          range(stride).map(() => each),
          0,
        )
      : splitTensor(
          x.reshape([-1, stride, inner]),
          range(stride).map(() => 1),
          1,
        );
  return phases.map((phase) => phase.reshape(shape));
};

/** The inverse of `split`. */
const join = ([first, ...rest]: readonly AnyTensor[], axis: number): AnyTensor => {
  if (rest.length === 0) return first!;
  const inner = sizeOf(first!.shape.slice(axis + 1));
  const column = (x: AnyTensor) => x.reshape([-1, 1, inner]);
  const shape = withLength(first!.shape, axis, first!.shape[axis]! * (rest.length + 1));
  return column(first!).concat(rest.map(column), 1).reshape(shape);
};
